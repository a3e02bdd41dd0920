import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { ModuleTools } from "#lib/engine/module.ts";
import { decompressed } from "#lib/ingest/archive/decompress.ts";
import { SHEET_MARK } from "#lib/ingest/archive/find-parts.ts";
import { namedMembers } from "#lib/ingest/archive/member-names.ts";
import { unpackTo } from "#lib/ingest/archive/unpack-to.ts";
import { type Member, openZip, type Zip } from "#lib/ingest/archive/zip.ts";
import { contentOf } from "#lib/ingest/formats/content.ts";
import { headOfStream, readHead } from "#lib/ingest/formats/head.ts";
import { officeKind } from "#lib/ingest/workbook/open-workbook.ts";
import { FileFault } from "./file-fault.ts";
import type { SourceFile } from "./messages.ts";

/** A part as a plain file: the source itself where nothing was packed. */
export interface Unpacked {
  path: string;
  byte_size: number;
  /** For sentences: the member's name inside an archive. */
  filename: string;
  /** The sheet's name in a workbook. */
  sheet: string | null;
}

/** Makes a part a plain file, in the scratch file `unpacked` where it is packed. Throws `FileFault`. */
export async function unpack(
  tools: ModuleTools,
  source: SourceFile,
  source_part: string | null,
): Promise<Unpacked> {
  const { path, filename } = source;
  const content = contentOf(await readHead(path, filename));
  if (content.kind === "refused") throw new FileFault(content.error);
  if (content.kind === "zip") return unpackZip(tools, source, source_part);
  const byte_size = (await stat(path)).size;
  if (content.kind === "table") return { path, byte_size, filename, sheet: null };
  const packed = createReadStream(path);
  const size = await unpackTo(decompressed(packed, content.kind), scratchOf(tools), {
    filename,
    packed_bytes: byte_size,
    max_unpacked_bytes: source.max_unpacked_bytes,
    signal: tools.signal,
    on_bytes: () => tools.report(packed.bytesRead / byte_size),
  });
  return { path: scratchOf(tools), byte_size: size, filename, sheet: null };
}

async function unpackZip(tools: ModuleTools, source: SourceFile, part: string | null): Promise<Unpacked> {
  const { path, filename } = source;
  const zip = await openZip(path, filename);
  try {
    if (officeKind(zip.members) === "xlsx")
      return { path, byte_size: (await stat(path)).size, filename, sheet: part };
    const found = findMember(zip, part);
    if (found === null) throw new FileFault(`${filename} has no part named "${part ?? ""}".`);
    if (found.member.obstacle !== null) throw new FileFault(`${found.name} ${found.member.obstacle}.`);
    const byte_size = await unpackMember(tools, source, zip, found);
    return { path: scratchOf(tools), byte_size, filename: found.name, sheet: found.sheet };
  } finally {
    zip.close();
  }
}

interface Found {
  name: string;
  member: Member;
  sheet: string | null;
}

function findMember(zip: Zip, part: string | null): Found | null {
  if (part === null) return null;
  const members = namedMembers(zip.members);
  const whole = members.find(({ name }) => name === part);
  if (whole !== undefined) return { ...whole, sheet: null };
  const book = members.find(({ name }) => part.startsWith(`${name}${SHEET_MARK}`));
  return book ? { ...book, sheet: part.slice(book.name.length + SHEET_MARK.length) } : null;
}

async function unpackMember(
  tools: ModuleTools,
  source: SourceFile,
  zip: Zip,
  { name, member }: Found,
): Promise<number> {
  const { kind } = contentOf(await headOfStream(await zip.stream(member), name));
  const packed = kind === "gzip" || kind === "zstd" ? kind : null;
  const stream = await zip.stream(member);
  return unpackTo(packed ? decompressed(stream, packed) : stream, scratchOf(tools), {
    filename: name,
    packed_bytes: member.entry.compressedSize,
    max_unpacked_bytes: source.max_unpacked_bytes,
    // What is packed twice carries a checksum of its own inside.
    crc32: packed ? undefined : member.entry.crc32,
    signal: tools.signal,
    on_bytes: (bytes) => tools.report(Math.min(1, bytes / Math.max(1, member.byte_size))),
  });
}

function scratchOf(tools: ModuleTools): string {
  const path = tools.scratch.unpacked;
  if (path === undefined) throw new Error("a scratch file named unpacked is needed");
  return path;
}
