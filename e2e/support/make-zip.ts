import { buffer } from "node:stream/consumers";
import { ZipFile } from "yazl";

/** A zip of members by name; `mtime` is fixed so that the bytes are the same in each run. */
export function makeZip(members: Record<string, string | Uint8Array>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, bytes] of Object.entries(members))
    zip.addBuffer(Buffer.from(bytes), name, { mtime: new Date(0) });
  zip.end();
  return buffer(zip.outputStream);
}

/** The same with names that yazl refuses: each `from` is replaced by a `to` of the same length in bytes. */
export async function makeZipNamed(
  members: Record<string, string | Uint8Array>,
  names: [from: string, to: string][],
): Promise<Buffer> {
  let bytes = (await makeZip(members)).toString("latin1");
  for (const [from, to] of names) {
    const [before, after] = [from, to].map((name) => Buffer.from(name).toString("latin1"));
    if (before === undefined || after?.length !== before.length)
      throw new Error(`${from} and ${to} differ in length`);
    bytes = bytes.replaceAll(before, after);
  }
  return Buffer.from(bytes, "latin1");
}
