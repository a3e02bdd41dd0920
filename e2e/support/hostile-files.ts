import { deflateRawSync, gzipSync, zstdCompressSync } from "node:zlib";
import { makeWorkbook, rowsXml } from "./make-workbook.ts";
import { makeZip, makeZipNamed } from "./make-zip.ts";

/** A file made to hurt, and what may come of it. */
export interface HostileFile {
  name: string;
  filename: string;
  make: () => Promise<Uint8Array | string> | Uint8Array | string;
  /** `fault`: it must be refused; `table`: it must load; `any`: one of both. */
  ends: "fault" | "table" | "any";
  max_unpacked_bytes?: number;
}

const MB = 1024 * 1024;
const CSV = "id,name\n1,ann\n2,bob\n";
const zeros = (bytes: number) => Buffer.alloc(bytes);

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

const wide = (count: number) => Array.from({ length: count }, (_, at) => `c${at}`);
const nested = (depth: number, [open, close]: [string, string], inside = "1") =>
  open.repeat(depth) + inside + close.repeat(depth);

export const texts: HostileFile[] = [
  {
    name: "CSV of 300,000 columns",
    filename: "w.csv",
    make: () => `${wide(300_000).join(",")}\n${wide(300_000).fill("1").join(",")}\n`,
    ends: "any",
  },
  {
    name: "CSV that is one line of 20 MB",
    filename: "l.csv",
    make: () => zeros(20 * MB).fill("x"),
    ends: "any",
  },
  {
    name: "CSV of one line of 8 MB of delimiters",
    filename: "d.csv",
    make: () => zeros(8 * MB).fill(","),
    ends: "any",
  },
  {
    name: "CSV with NULs and control characters",
    filename: "n.csv",
    make: () => `a,b\n${"1,x\0y\n2,\x01\x02z\n3,a few words of text\n4,and some more of them\n".repeat(50)}`,
    ends: "table",
  },
  {
    name: "CSV of invalid UTF-8",
    filename: "u.csv",
    make: () =>
      Buffer.concat([Buffer.from("a,b\n1,"), Buffer.from([0xc3, 0x28, 0xff, 0xfe]), Buffer.from("\n2,x\n")]),
    ends: "table",
  },
  {
    name: "CSV with a quote that is never closed",
    filename: "q.csv",
    make: () => `a,b\n1,"x\n${"2,y\n".repeat(100_000)}`,
    ends: "any",
  },
  { name: "CSV of quotes alone", filename: "q.csv", make: () => '"'.repeat(100_001), ends: "any" },
  {
    name: "CSV that is a formula",
    filename: "f.csv",
    make: () => "a,b\n=HYPERLINK(1),@SUM(1)\n",
    ends: "table",
  },
  {
    name: "JSON of 100,000 nested lists",
    filename: "d.json",
    make: () => nested(100_000, ["[", "]"]),
    ends: "fault",
  },
  {
    name: "JSON of 100,000 nested objects",
    filename: "d.json",
    make: () => nested(100_000, ['{"a":', "}"]),
    ends: "fault",
  },
  {
    name: "JSON rows of 100,000 levels",
    filename: "d.json",
    make: () => `[{"a":1},{"a":${nested(100_000, ["[", "]"])}}]`,
    ends: "fault",
  },
  {
    name: "JSON lines of 100,000 levels",
    filename: "d.ndjson",
    make: () => `{"a":1}\n{"a":${nested(100_000, ["[", "]"])}}\n`,
    ends: "fault",
  },
  {
    name: "JSON of 400 levels",
    filename: "d.json",
    make: () => `[{"a":${nested(400, ["[", "]"])}}]`,
    ends: "any",
  },
  {
    name: "JSON rows of 400 nested objects",
    filename: "d.json",
    make: () => `[{"a":${nested(400, ['{"b":', "}"])}}]`,
    ends: "table",
  },
  {
    name: "JSON brackets that only open",
    filename: "o.json",
    make: () => "[".repeat(1_000_000),
    ends: "fault",
  },
  {
    name: "JSON brackets that only close",
    filename: "o.json",
    make: () => `[{"a":1}${"]".repeat(1000)}`,
    ends: "fault",
  },
  {
    name: "JSON of a string of 20 MB",
    filename: "s.json",
    make: () => `[{"a":"${"x".repeat(20 * MB)}"}]`,
    ends: "table",
  },
  {
    name: "JSON line of 65 MB",
    filename: "s.ndjson",
    make: () => `{"a":1}\n{"a":"${"x".repeat(65 * MB)}"}\n`,
    ends: "fault",
  },
  {
    name: "JSON of a number of a million digits",
    filename: "n.json",
    make: () => `[{"a":${"9".repeat(1_000_000)}}]`,
    ends: "any",
  },
  {
    name: "JSON of 60,000 columns",
    filename: "c.json",
    make: () =>
      `[{${wide(60_000)
        .map((name) => `"${name}":1`)
        .join(",")}}]`,
    ends: "fault",
  },
  {
    name: "JSON of 20,000 rows of other names",
    filename: "c.json",
    make: () => JSON.stringify(wide(20_000).map((name) => ({ [name]: 1 }))),
    ends: "fault",
  },
  {
    name: "JSON with __proto__ and constructor",
    filename: "p.json",
    make: () => '[{"__proto__":{"x":1},"constructor":2},{"__proto__":{"x":3},"constructor":4}]',
    ends: "table",
  },
];

const book = (rows: string, more: Parameters<typeof makeWorkbook>[1] = {}, after = "") =>
  makeWorkbook([{ name: "S", rows, after }], more);
const good = rowsXml([
  ["a", "b"],
  [1, 2],
]);
const dtd = (entities: string, use: string) =>
  `<?xml version="1.0"?><!DOCTYPE sst [${entities}]><sst><si><t>${use}</t></si></sst>`;
const laughs = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join(
  "",
);
const shared = '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>';

export const workbooks: HostileFile[] = [
  {
    name: "XLSX with an external entity",
    filename: "e.xlsx",
    make: () =>
      book(shared, {
        members: { "xl/sharedStrings.xml": dtd('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;") },
      }),
    ends: "fault",
  },
  {
    name: "XLSX of a billion laughs",
    filename: "l.xlsx",
    make: () =>
      book(shared, { members: { "xl/sharedStrings.xml": dtd(`<!ENTITY l0 "ha">${laughs}`, "&l9;") } }),
    ends: "fault",
  },
  {
    name: "XLSX with an undeclared entity",
    filename: "e.xlsx",
    make: () => book(shared, { shared: "<si><t>&x; &#xFFFFFF; &#0;</t></si>" }),
    ends: "any",
  },
  {
    name: "XLSX with a member's name that climbs",
    filename: "s.xlsx",
    make: () => makeZipNamedWorkbook(),
    ends: "table",
  },
  {
    name: "XLSX whose dimension is all of Excel's cells",
    filename: "d.xlsx",
    make: () =>
      book(
        `${good}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`,
        {},
        '<dimension ref="A1:XFD1048576"/>',
      ),
    ends: "any",
  },
  {
    name: "XLSX of 200,000 empty rows",
    filename: "r.xlsx",
    make: () => book(`${good}${'<row r="9"></row>'.repeat(200_000)}`),
    ends: "table",
  },
  {
    name: "XLSX with cells far outside",
    filename: "c.xlsx",
    make: () => book('<row r="1"><c r="A1"><v>1</v></c><c r="ZZZZZZ9999999"><v>2</v></c></row>'),
    ends: "any",
  },
  {
    name: "XLSX with a shared text that is not there",
    filename: "i.xlsx",
    make: () =>
      book(
        '<row r="1"><c r="A1" t="s"><v>99999999</v></c><c r="B1" t="s"><v>-1</v></c><c r="C1"><v>1</v></c></row>',
      ),
    ends: "any",
  },
  {
    name: "XLSX of one text of 9 MB",
    filename: "t.xlsx",
    make: () => book(shared, { shared: `<si><t>${"x".repeat(9 * MB)}</t></si>` }),
    ends: "fault",
  },
  {
    name: "XLSX of 100 MB of shared texts",
    filename: "t.xlsx",
    make: () => book(shared, { shared: "<si><t>xxxxxxxxxxxxxxxxxxxxxx</t></si>".repeat(3 * MB) }),
    ends: "fault",
  },
  {
    name: "XLSX cut off",
    filename: "c.xlsx",
    make: async () => (await book(good)).subarray(0, 700),
    ends: "fault",
  },
  {
    name: "XLSX whose sheet is no XML",
    filename: "x.xlsx",
    make: () => book(`${good}<<<>>>"<c r='`),
    ends: "any",
  },
  {
    name: "XLSX with a sheet on another machine",
    filename: "x.xlsx",
    make: () =>
      book(good, {
        members: {
          "xl/_rels/workbook.xml.rels":
            '<Relationships><Relationship Id="rId1" TargetMode="External" Target="http://127.0.0.1:9/sheet.xml"/></Relationships>',
        },
      }),
    ends: "fault",
  },
];

async function makeZipNamedWorkbook(): Promise<Buffer> {
  const bytes = await book(good, { members: { "docProps/slipped1.xml": "<a/>" } });
  const [from, to] = ["docProps/slipped1.xml", "../../../slipped1.xml"];
  return Buffer.from(bytes.toString("latin1").replaceAll(from, to), "latin1");
}

export const names: HostileFile[] = [
  { name: "a name that climbs", filename: "../../../../etc/passwd.csv", make: () => CSV, ends: "table" },
  { name: "a name of control characters", filename: "a\0b\x1b[2J\r\n.csv", make: () => CSV, ends: "table" },
  { name: "a name of 300 characters", filename: `${"x".repeat(300)}.csv`, make: () => CSV, ends: "table" },
  {
    name: "a name written from right to left",
    filename: "a\u202Evsc.exe.csv",
    make: () => CSV,
    ends: "table",
  },
  {
    name: "a name of quotes and SQL",
    filename: `'); DROP TABLE "x"; --.csv`,
    make: () => CSV,
    ends: "table",
  },
  {
    name: "a member's name that climbs",
    filename: "z.zip",
    make: () => makeZipNamed({ "xx/xx/xx/a.csv": CSV }, [["xx/xx/xx/a.csv", "../../../a.csv"]]),
    ends: "table",
  },
];

/** The same bytes for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function randomBytes(count: number, seed: number): Buffer {
  const next = seeded(seed);
  return Buffer.from(Array.from({ length: count }, () => Math.floor(next() * 256)));
}
