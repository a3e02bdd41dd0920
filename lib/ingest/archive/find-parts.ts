import { createReadStream } from "node:fs";
import type { ModuleTools } from "#lib/engine/module.ts";
import { type Content, contentOf, SUPPORTED } from "#lib/ingest/formats/content.ts";
import { type Head, headOfStream, readHead } from "#lib/ingest/formats/head.ts";
import { hasCells, officeKind, openWorkbook } from "#lib/ingest/workbook/open-workbook.ts";
import { FileFault } from "#lib/ingest/worker/file-fault.ts";
import type { Part, SourceFile } from "#lib/ingest/worker/messages.ts";
import { decompressed, type Packing } from "./decompress.ts";
import { namedMembers } from "./member-names.ts";
import { unpackTo } from "./unpack-to.ts";
import { type Member, openZip, type Zip } from "./zip.ts";

/** One archive becomes at most this many tables. */
const MOST_PARTS = 100;
/** A workbook inside an archive is unpacked to see its sheets. */
const MOST_INNER_WORKBOOK_BYTES = 256 * 1024 * 1024;
/** Between an archive's member and its sheet. */
export const SHEET_MARK = " › ";
/** Files that come along with data and hold none. */
const NOTES = /(^|\/)(readme|licen[cs]e|copying|notice|changelog|authors)(\.(md|txt|rst))?$/i;

/** The tables that a file holds, told by its content. Throws `FileFault` where the file as a whole is none. */
export async function findParts(tools: ModuleTools, source: SourceFile): Promise<Part[]> {
  const head = await readHead(source.path, source.filename);
  const content = contentOf(head);
  if (content.kind === "zip") return partsOfZip(tools, source);
  if (content.kind !== "gzip" && content.kind !== "zstd") return [partOf(content, null)];
  const inner = await headOfPacked(() => createReadStream(source.path), content.kind, source.filename);
  return [partOf(innerContent(inner, PACKED_NAMES[content.kind]), null)];
}

const PACKED_NAMES = { gzip: "gzip", zstd: "Zstandard" };

async function partsOfZip(tools: ModuleTools, source: SourceFile): Promise<Part[]> {
  const zip = await openZip(source.path, source.filename);
  try {
    const office = officeKind(zip.members);
    if (office === "xlsx") return await sheetsOf(tools, zip, source.filename, (sheet) => sheet);
    if (office !== null) return [refused(null, `${source.filename} is ${office.foreign}. ${SUPPORTED}`)];
    return await partsOfMembers(tools, source, zip);
  } finally {
    zip.close();
  }
}

async function sheetsOf(
  tools: ModuleTools,
  zip: Zip,
  filename: string,
  nameOf: (sheet: string) => string,
): Promise<Part[]> {
  const { sheets } = await openWorkbook(zip, filename, tools.signal);
  const parts: Part[] = [];
  for (const sheet of sheets) {
    if (!(await hasCells(zip, sheet, filename, tools.signal))) continue;
    parts.push({ source_part: nameOf(sheet.name), format: "xlsx", error: null, code: null });
  }
  if (parts.length === 0) throw new FileFault(`${filename} is a workbook whose sheets are all empty.`);
  return parts;
}

async function partsOfMembers(tools: ModuleTools, source: SourceFile, zip: Zip): Promise<Part[]> {
  const members = namedMembers(zip.members);
  if (members.length === 0) throw new FileFault(`${source.filename} is a ZIP archive without any file.`);
  if (members.length > MOST_PARTS) {
    throw new FileFault(
      `${source.filename} holds ${members.length} files. At most ${MOST_PARTS} of one archive become tables: send fewer.`,
    );
  }
  const parts: Part[] = [];
  for (const { name, member } of members) {
    tools.signal.throwIfAborted();
    parts.push(...(await partsOfMember(tools, source, zip, name, member, members.length > 1)));
  }
  return parts;
}

async function partsOfMember(
  tools: ModuleTools,
  source: SourceFile,
  zip: Zip,
  name: string,
  member: Member,
  hasOthers: boolean,
): Promise<Part[]> {
  if (member.obstacle !== null) return [invalid(name, `${name} ${member.obstacle}.`)];
  if (hasOthers && NOTES.test(name))
    return [refused(name, `${name} holds notes about the data and is not loaded.`)];
  try {
    const content = contentOf(await headOfStream(await zip.stream(member), name));
    if (content.kind === "zip") return await partsOfInnerZip(tools, source, zip, name, member);
    if (content.kind !== "gzip" && content.kind !== "zstd") return [partOf(content, name)];
    const stream = await zip.stream(member);
    const inner = await headOfPacked(() => stream, content.kind, name);
    return [partOf(innerContent(inner, PACKED_NAMES[content.kind]), name)];
  } catch (error) {
    if (error instanceof FileFault) return [invalid(name, error.message)];
    if (error instanceof Error && "code" in error && /^E[A-Z]+$/.test(String(error.code))) throw error;
    return [invalid(name, `${name} is damaged in its archive: it cannot be unpacked.`)];
  }
}

async function partsOfInnerZip(
  tools: ModuleTools,
  source: SourceFile,
  zip: Zip,
  name: string,
  member: Member,
): Promise<Part[]> {
  const path = tools.scratch.unpacked ?? "";
  await unpackTo(await zip.stream(member), path, {
    filename: name,
    packed_bytes: member.entry.compressedSize,
    max_unpacked_bytes: Math.min(MOST_INNER_WORKBOOK_BYTES, source.max_unpacked_bytes),
    signal: tools.signal,
  });
  const inner = await openZip(path, name);
  try {
    const office = officeKind(inner.members);
    if (office === "xlsx")
      return await sheetsOf(tools, inner, name, (sheet) => `${name}${SHEET_MARK}${sheet}`);
    const what = office === null ? "an archive inside an archive. Send it by itself" : office.foreign;
    return [refused(name, `${name} is ${what}.`)];
  } finally {
    inner.close();
  }
}

async function headOfPacked(
  open: () => NodeJS.ReadableStream & Parameters<typeof decompressed>[0],
  by: Packing,
  filename: string,
): Promise<Head> {
  try {
    return await headOfStream(decompressed(open(), by), filename);
  } catch (error) {
    if (error instanceof Error && "code" in error && /^E[A-Z]+$/.test(String(error.code))) throw error;
    throw new FileFault(`${filename} is cut off or damaged: it cannot be unpacked. Send it again.`);
  }
}

/** What is packed twice is not looked into. */
function innerContent(head: Head, packing: string): Content {
  const content = contentOf(head);
  if (content.kind === "table" || content.kind === "refused") return content;
  const what = content.kind === "zip" ? "a ZIP archive or a workbook" : "another archive";
  const error = `${head.filename} is ${what} packed once more with ${packing}. Send it without that.`;
  return { kind: "refused", error, code: "unsupported_type" };
}

function partOf(content: Content, source_part: string | null): Part {
  if (content.kind === "table") return { source_part, format: content.format, error: null, code: null };
  if (content.kind === "refused")
    return { source_part, format: null, error: content.error, code: content.code };
  throw new Error(`a ${content.kind} is no part`);
}

function refused(source_part: string | null, error: string): Part {
  return { source_part, format: null, error, code: "unsupported_type" };
}

function invalid(source_part: string | null, error: string): Part {
  return { source_part, format: null, error, code: "invalid" };
}
