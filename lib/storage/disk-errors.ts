import "server-only";
import { AppError } from "#lib/core/errors.ts";

const SENTENCES: Record<string, string> = {
  ENOSPC:
    "The server's disk is full, so nothing was stored. Delete sessions you no longer need, or ask the operator for space.",
  EDQUOT: "The server's disk quota is used up, so nothing was stored. Ask the operator for space.",
  EACCES:
    "The server is not allowed to write to its data folder, so nothing was stored. Ask the operator to check its permissions.",
  EPERM:
    "The server is not allowed to write to its data folder, so nothing was stored. Ask the operator to check its permissions.",
  EROFS:
    "The server's data folder is read-only, so nothing was stored. Ask the operator to check its permissions.",
  ENOTDIR:
    "The server's data folder is not a folder, so nothing was stored. Ask the operator to check DATA_DIR.",
  EIO: "The server's disk fails to read or write, so nothing was stored. Ask the operator to check it.",
  EMFILE: "The server has too many files open just now, so nothing was stored. Try again in a moment.",
};

/** Runs disk work; a full or forbidden disk becomes a sentence, everything else passes unchanged. */
export async function withDiskErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asDiskError(error) ?? error;
  }
}

/** The `unavailable` error behind a failed system call (or its causes), or null when it is none of the disk's. */
export function asDiskError(error: unknown): AppError | null {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const sentence = SENTENCES[String(Reflect.get(at, "code"))];
    if (sentence !== undefined)
      return new AppError("unavailable", sentence, { cause: error, retryAfter: 60 });
  }
  return null;
}

/** Whether there is no file of that name. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && Reflect.get(error, "code") === "ENOENT";
}
