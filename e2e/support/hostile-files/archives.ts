import { deflateRawSync, gzipSync, zstdCompressSync } from "node:zlib";
import { makeZip } from "#e2e/support/make-zip.ts";
import { CSV, type HostileFile, MB, randomBytes, zeros } from "./hostile-file.ts";

/** The central directory's headers of a zip, by their offsets. */
function centralHeaders(zip: Buffer): number[] {
  const mark = Buffer.from("PK\x01\x02", "latin1");
  const offsets: number[] = [];
  for (let at = zip.indexOf(mark); at >= 0; at = zip.indexOf(mark, at + 4)) offsets.push(at);
  return offsets;
}

async function overlapping(): Promise<Buffer> {
  const zip = await makeZip({ "a.csv": CSV.repeat(100), "b.csv": CSV.repeat(100) });
  const [first = 0, second = 0] = centralHeaders(zip);
  zip.writeUInt32LE(zip.readUInt32LE(first + 42), second + 42);
  return zip;
}

async function lyingSize(size: number): Promise<Buffer> {
  const zip = await makeZip({ "a.csv": CSV.repeat(100_000) });
  const [header = 0] = centralHeaders(zip);
  zip.writeUInt32LE(size, header + 24);
  return zip;
}

function manyEntries(count: number): Promise<Buffer> {
  return makeZip(Object.fromEntries(Array.from({ length: count }, (_, at) => [`f${at}.csv`, "x"])));
}

/** Its end says that it has 65,534 members. */
async function lyingCount(): Promise<Buffer> {
  const zip = await makeZip({ "a.csv": CSV });
  const end = zip.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  zip.writeUInt16LE(65_534, end + 8);
  zip.writeUInt16LE(65_534, end + 10);
  return zip;
}

export const archives: HostileFile[] = [
  {
    name: "zip bomb beyond the limit",
    filename: "b.zip",
    make: () => makeZip({ "a.csv": zeros(12 * MB).fill("1,2\n") }),
    ends: "fault",
    max_unpacked_bytes: 4 * MB,
  },
  {
    name: "zip bomb by its ratio",
    filename: "b.zip",
    make: () => makeZip({ "a.csv": zeros(72 * MB).fill("1") }),
    ends: "fault",
  },
  {
    name: "zip bomb in a zip",
    filename: "b.zip",
    make: async () => makeZip({ "b.zip": await makeZip({ "a.csv": zeros(16 * MB) }) }),
    ends: "fault",
  },
  { name: "zip of overlapping members", filename: "o.zip", make: overlapping, ends: "fault" },
  { name: "zip that tells too small a size", filename: "l.zip", make: () => lyingSize(10), ends: "fault" },
  {
    name: "zip that tells too large a size",
    filename: "l.zip",
    make: () => lyingSize(0xfffffff0),
    ends: "fault",
  },
  { name: "zip that says it has 65,534 members", filename: "m.zip", make: () => lyingCount(), ends: "fault" },
  { name: "zip of 500 members", filename: "m.zip", make: () => manyEntries(500), ends: "fault" },
  {
    name: "gzip bomb beyond the limit",
    filename: "b.gz",
    make: () => gzipSync(zeros(12 * MB).fill("1,2\n")),
    ends: "fault",
    max_unpacked_bytes: 4 * MB,
  },
  {
    name: "gzip bomb by its ratio",
    filename: "b.gz",
    make: () => gzipSync(zeros(72 * MB).fill("1")),
    ends: "fault",
  },
  { name: "gzip in gzip", filename: "b.gz", make: () => gzipSync(gzipSync(zeros(8 * MB))), ends: "fault" },
  {
    name: "zstd bomb by its ratio",
    filename: "b.zst",
    make: () => zstdCompressSync(zeros(72 * MB).fill("1")),
    ends: "fault",
  },
  {
    name: "zstd of random bytes",
    filename: "b.zst",
    make: () => Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), randomBytes(4096, 1)]),
    ends: "fault",
  },
  { name: "raw deflate", filename: "x.csv", make: () => deflateRawSync(randomBytes(4096, 2)), ends: "fault" },
];
