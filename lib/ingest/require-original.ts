import "server-only";
import { AppError } from "#lib/core/errors.ts";
import type { Dataset } from "#lib/db/generated/client.ts";

/** The bytes as they were sent; 409 with a sentence where there are none, `so` saying what follows. */
export function requireOriginal(row: Dataset, so: string): { key: string; byte_size: number } {
  if (row.originalKey !== null) return { key: row.originalKey, byte_size: Number(row.byteSize) };
  throw new AppError("conflict", `${reasonOf(row)}, so ${so}.`);
}

function reasonOf({ kind, tableName, filename, expiredAt }: Dataset): string {
  if (kind === "derived") return `The table ${tableName} was made by a query and no file is behind it`;
  if (expiredAt !== null) return `The data of ${filename} expired`;
  return `The bytes of ${filename} were not kept`;
}
