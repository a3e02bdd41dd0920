import "server-only";
import { json } from "#lib/core/schema.ts";
import { storedJson } from "#lib/datasets/stored-json.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import type { LogEntry } from "./ui-chunk.ts";

export interface EventRow {
  runId: string;
  seq: number;
  kind: "ui" | "model";
  payload: Prisma.InputJsonValue;
}

/** The entries as rows of `run_events`, numbered from `first`. */
export function eventRows(runId: string, first: number, entries: readonly LogEntry[]): EventRow[] {
  return entries.map(({ kind, payload }, at) => ({ runId, seq: first + at, kind, payload: stored(payload) }));
}

/**
 * A value of our schemas as `jsonb` can keep it: no U+0000 and no half of a surrogate pair, which people and
 * models may send; and as JSON has it: no undefined fields.
 */
export function stored(value: unknown): Prisma.InputJsonValue {
  const text = JSON.stringify(value, (_, item: unknown) =>
    typeof item === "string" ? storableText(item) : item,
  );
  return storedJson(json.parse(JSON.parse(text)));
}

/** Text that PostgreSQL can keep: what it cannot becomes U+FFFD. */
export function storableText(text: string): string {
  return text.replace(/\p{Surrogate}|\0/gu, "\uFFFD");
}

/** Whether a write failed because what it belongs to was deleted (Prisma: foreign key, or no such record). */
export function isGone(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && ["P2003", "P2025"].includes(error.code);
}

/** Whether a write failed because such a row exists already. */
export function isTaken(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
}
