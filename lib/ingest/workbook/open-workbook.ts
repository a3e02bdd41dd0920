import type { Member, Zip } from "#lib/ingest/archive/zip.ts";
import { FileFault } from "#lib/ingest/worker/file-fault.ts";
import { attribute, scanXml, unescapeXml } from "./xml.ts";

/** The parts that are held in memory, unpacked. */
const MOST_PART_BYTES = 16 * 1024 * 1024;
const MOST_SHEETS = 1000;

export interface Sheet {
  /** As it stands on its tab, shown without control characters. */
  name: string;
  hidden: boolean;
  member: Member;
}

export interface Workbook {
  sheets: Sheet[];
  /** Whether days are counted from 1904, as old Macs did. */
  is_1904: boolean;
}

/** Office's own formats are zips: which one, or null for an ordinary archive. */
export function officeKind(members: readonly Member[]): "xlsx" | { foreign: string } | null {
  const names = new Set(members.map(({ name }) => name));
  const has = (pattern: RegExp) => members.some(({ name }) => pattern.test(name));
  if (names.has("mimetype") && names.has("META-INF/manifest.xml")) return { foreign: "an OpenDocument file" };
  if (names.has("META-INF/MANIFEST.MF")) return { foreign: "a Java archive" };
  if (!names.has("[Content_Types].xml")) return null;
  if (has(/^xl\/workbook\d*\.bin$/i)) return { foreign: "a binary Excel workbook (.xlsb)" };
  if (has(/^xl\/workbook\d*\.xml$/i)) return "xlsx";
  if (has(/^word\//)) return { foreign: "a Word document" };
  if (has(/^ppt\//)) return { foreign: "a PowerPoint presentation" };
  return null;
}

/** The sheets with cells of a workbook, in the order of its tabs. */
export async function openWorkbook(zip: Zip, filename: string, signal: AbortSignal): Promise<Workbook> {
  const main = zip.members.find(({ name }) => /^xl\/workbook\d*\.xml$/i.test(name));
  if (main === undefined) throw new FileFault(`${filename} is a workbook without its list of sheets.`);
  const relations = zip.members.find(({ name }) => /^xl\/_rels\/workbook\d*\.xml\.rels$/i.test(name));
  const targets = relations ? await readTargets(zip, relations, filename, signal) : new Map<string, string>();
  const listed: { name: string; hidden: boolean; id: string }[] = [];
  let is_1904 = false;
  await scanMember(zip, main, filename, signal, (name, attributes) => {
    if (name === "workbookPr") is_1904 = /^(1|true|on)$/.test(attribute(attributes, "date1904") ?? "");
    if (name === "sheet" && listed.length < MOST_SHEETS) {
      const state = attribute(attributes, "state") ?? "visible";
      const shown = (attribute(attributes, "name") ?? "").replace(/\p{C}/gu, "").trim();
      listed.push({ name: shown, hidden: state !== "visible", id: relationId(attributes) });
    }
  });
  return { sheets: locate(zip, listed, targets), is_1904 };
}

function relationId(attributes: string): string {
  const match = /[\w-]+:id\s*=\s*["']([^"']*)["']/.exec(attributes);
  return unescapeXml(match?.[1] ?? "");
}

function locate(
  zip: Zip,
  listed: { name: string; hidden: boolean; id: string }[],
  targets: Map<string, string>,
): Sheet[] {
  const byPath = new Map(zip.members.map((member) => [member.name.toLowerCase(), member]));
  const used = new Set<string>();
  return listed.flatMap(({ name, hidden, id }, index): Sheet[] => {
    const path = targets.get(id) ?? `xl/worksheets/sheet${index + 1}.xml`;
    // Sheets that hold a chart alone have no cells.
    if (/chartsheets\//i.test(path)) return [];
    const member = byPath.get(path.toLowerCase());
    if (member === undefined) return [];
    let shown = name === "" ? `Sheet ${index + 1}` : name;
    for (let n = 2; used.has(shown); n++) shown = `${name} (${n})`;
    used.add(shown);
    return [{ name: shown, hidden, member }];
  });
}

async function readTargets(zip: Zip, member: Member, filename: string, signal: AbortSignal) {
  const targets = new Map<string, string>();
  await scanMember(zip, member, filename, signal, (name, attributes) => {
    if (name !== "Relationship") return;
    // A target outside the file (`TargetMode="External"`) is never a member's name.
    const target = (attribute(attributes, "Target") ?? "").replaceAll("\\", "/");
    const path = target.startsWith("/") ? target.slice(1) : `xl/${target.replace(/^\.\//, "")}`;
    targets.set(attribute(attributes, "Id") ?? "", path);
  });
  return targets;
}

/** Reads one of the small members of a workbook. Throws `FileFault` for what is too large or damaged. */
export async function scanMember(
  zip: Zip,
  member: Member,
  filename: string,
  signal: AbortSignal,
  open: (name: string, attributes: string) => void,
): Promise<void> {
  if (member.byte_size > MOST_PART_BYTES)
    throw new FileFault(`${filename} is a workbook whose list of sheets or styles is larger than 16 MB.`);
  await scanSheetPart(zip, member, filename, signal, { open });
}

/** As `scanXml` over a member, with damage told as a fault of the workbook. */
export async function scanSheetPart(
  zip: Zip,
  member: Member,
  filename: string,
  signal: AbortSignal,
  listener: Parameters<typeof scanXml>[1],
): Promise<void> {
  if (member.obstacle !== null) throw new FileFault(`${filename} ${member.obstacle}.`);
  const stream = await zip.stream(member);
  try {
    await scanXml(stream, listener, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof StopScan) return;
    if (error instanceof FileFault) {
      throw error.message.startsWith(filename)
        ? error
        : new FileFault(`${filename} cannot be read as a workbook: ${error.message}.`);
    }
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (/^E[A-Z]+$/.test(code)) throw error;
    throw new FileFault(`${filename} is a workbook that is cut off or damaged. Send it again.`);
  } finally {
    stream.destroy();
  }
}

/** Thrown by a listener that has seen enough. */
export class StopScan extends Error {
  override name = "StopScan";
}

/** Whether any cell of a sheet holds something. */
export async function hasCells(
  zip: Zip,
  sheet: Sheet,
  filename: string,
  signal: AbortSignal,
): Promise<boolean> {
  let found = false;
  await scanSheetPart(zip, sheet.member, filename, signal, {
    open(name) {
      if (name !== "v" && name !== "is") return;
      found = true;
      throw new StopScan();
    },
  });
  return found;
}
