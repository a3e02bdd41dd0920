import type { Readable } from "node:stream";
import { type Entry, getFileNameLowLevel, openPromise, type ZipFile } from "yauzl";
import { FileFault } from "#lib/ingest/worker/file-fault.ts";

/** More members than this are not looked at: their list alone would be a bomb. */
const MOST_ENTRIES = 20_000;
/** A member's header in the file, without its name. */
const LOCAL_HEADER = 30;

/** A zip's member. Its name is for people and never a path. */
export interface Member {
  /** As it stands in the archive, with `/` between folders. */
  name: string;
  /** Bytes unpacked, as the archive says; reading fails when that is a lie. */
  byte_size: number;
  /** Why it cannot be unpacked, as the end of a sentence; null when nothing speaks against it. */
  obstacle: string | null;
  entry: Entry;
}

export interface Zip {
  members: Member[];
  /** The unpacked bytes of a member. */
  stream(member: Member): Promise<Readable>;
  close(): void;
}

/** Opens a zip by its central directory. Throws `FileFault` for what is damaged or made to overwhelm. */
export async function openZip(path: string, filename: string): Promise<Zip> {
  const file = await openFile(path, filename);
  try {
    const members = await listMembers(file, filename);
    refuseOverlaps(members, filename);
    return {
      members,
      stream: (member) => file.openReadStreamPromise(member.entry).catch((error) => damaged(filename, error)),
      close: () => file.close(),
    };
  } catch (error) {
    file.close();
    throw error;
  }
}

async function openFile(path: string, filename: string): Promise<ZipFile> {
  try {
    // Names stay bytes: yauzl refuses the whole archive for one unkind name.
    return await openPromise(path, { autoClose: false, decodeStrings: false });
  } catch (error) {
    return damaged(filename, error);
  }
}

async function listMembers(file: ZipFile, filename: string): Promise<Member[]> {
  if (file.entryCount > MOST_ENTRIES) {
    const count = file.entryCount.toLocaleString("en");
    throw new FileFault(
      `${filename} is a ZIP archive of ${count} files. Send at most ${MOST_ENTRIES.toLocaleString("en")} in one.`,
    );
  }
  const members: Member[] = [];
  try {
    for await (const entry of file.eachEntry()) {
      members.push({
        name: nameOf(entry),
        byte_size: entry.uncompressedSize,
        obstacle: obstacleOf(entry),
        entry,
      });
    }
  } catch (error) {
    damaged(filename, error);
  }
  return members;
}

function obstacleOf(entry: Entry): string | null {
  if (entry.isEncrypted()) return "is locked with a password. Send it without one";
  if (entry.compressionMethod === 0 || entry.compressionMethod === 8) return null;
  return `is packed by a method that is not supported here (number ${entry.compressionMethod}). Pack it as an ordinary ZIP`;
}

/** UTF-8 where the bytes are, whatever the flag says; else as the format's old code page has it. */
function nameOf(entry: Entry): string {
  const flagged = getFileNameLowLevel(
    entry.generalPurposeBitFlag,
    entry.fileNameRaw,
    entry.extraFields,
    false,
  );
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(entry.fileNameRaw).replaceAll("\\", "/");
  } catch {
    return flagged;
  }
}

/** Members that share their packed bytes are how a small archive unpacks to petabytes. */
function refuseOverlaps(members: Member[], filename: string): void {
  const ranges = members
    .filter(({ entry }) => entry.compressedSize > 0)
    .map(({ entry }) => {
      const start = entry.relativeOffsetOfLocalHeader;
      return [start, start + LOCAL_HEADER + entry.fileNameLength + entry.compressedSize] as const;
    })
    .toSorted(([left], [right]) => left - right);
  for (const [index, [start]] of ranges.entries()) {
    const before = ranges[index - 1];
    if (before !== undefined && start < before[1])
      throw new FileFault(
        `${filename} is a ZIP archive whose files lie over each other. Pack it again, or send the files by themselves.`,
      );
  }
}

function damaged(filename: string, error: unknown): never {
  if (error instanceof FileFault) throw error;
  const detail = error instanceof Error ? error.message : String(error);
  if (/strong encryption/i.test(detail))
    throw new FileFault(`${filename} is locked with a password. Send it without one.`);
  if (/EMFILE|ENOENT|EACCES|EIO/.test(detail)) throw error;
  throw new FileFault(`${filename} is a ZIP archive that is cut off or damaged. Send it again.`);
}
