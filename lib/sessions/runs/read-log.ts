import "server-only";
import { db } from "#lib/db/client.ts";
import { type UiChunk, uiChunk } from "./ui-chunk.ts";

const PAGE = 500;

/** The stored chunks of a run after `after`, at most a page of them, with the `seq` of the last entry read. */
export async function readLogPage(
  runId: string,
  after: number,
): Promise<{ chunks: UiChunk[]; last_seq: number; more: boolean }> {
  const rows = await db().runEvent.findMany({
    where: { runId, seq: { gt: after } },
    orderBy: { seq: "asc" },
    take: PAGE,
  });
  return {
    chunks: rows.flatMap((row) => (row.kind === "ui" ? [uiChunk.parse(row.payload)] : [])),
    last_seq: rows.at(-1)?.seq ?? after,
    more: rows.length === PAGE,
  };
}

/** All stored chunks of a run, with the `seq` of its last entry (0 when it has none). */
export async function readLog(runId: string): Promise<{ chunks: UiChunk[]; last_seq: number }> {
  const chunks: UiChunk[] = [];
  for (let last = 0; ; ) {
    const page = await readLogPage(runId, last);
    chunks.push(...page.chunks);
    last = page.last_seq;
    if (!page.more) return { chunks, last_seq: last };
  }
}
