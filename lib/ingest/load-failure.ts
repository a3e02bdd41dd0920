import "server-only";
import { AppError } from "#lib/core/errors.ts";
import { asDiskError } from "#lib/storage/disk-errors.ts";

const MAX_DETAIL = 300;

/** A fault of the file itself, as the child that read it said. */
export class FileRefusal extends Error {
  override name = "FileRefusal";
}

/** Why a file could not be loaded, as a sentence for its owner; null for a fault of ours. */
export function loadFailure(error: unknown, filename: string, paths: string[]): string | null {
  if (error instanceof FileRefusal) return error.message;
  const disk = asDiskError(error);
  if (disk !== null) return disk.message;
  if (!(error instanceof AppError)) return null;
  if (error.code === "memory_limit") return `${filename} needs more memory to load than the server may use.`;
  if (error.code === "timeout") return `${filename} took too long to load and was given up.`;
  if (error.code === "engine_crashed") return `The engine stopped while loading ${filename}. Try again.`;
  if (error.code !== "sql_error") return error.message;
  return `${filename} could not be read as a table: ${detailOf(error.message, filename, paths)}`;
}

/** The engine's first sentences, with the file's own name in place of our paths. */
function detailOf(message: string, filename: string, paths: string[]): string {
  const named = paths.reduce((text, path) => text.replaceAll(path, filename), message);
  const words = named.split(/\n\s*\n|\nThe search space|\nPossible/)[0] ?? "";
  const line = words.replace(/\s+/g, " ").trim();
  return line.length > MAX_DETAIL ? `${line.slice(0, MAX_DETAIL)}…` : line;
}
