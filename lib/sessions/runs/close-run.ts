import "server-only";
import type { Usage } from "#lib/billing/schema.ts";
import { db } from "#lib/db/client.ts";
import type { MessageMetadata } from "#lib/sessions/schema.ts";
import { type EventRow, stored } from "./event-rows.ts";
import { foldChunks } from "./fold-chunks.ts";
import type { RunStatus } from "./live-runs.ts";
import type { UiChunk } from "./ui-chunk.ts";
import { usageColumns } from "./usage-columns.ts";

export interface ClosingRun {
  run_id: string;
  session_id: string;
  answer_id: string;
  status: RunStatus;
  /** The sentence a person reads, for a failed run. */
  error: string | null;
  /** All chunks of the run, with its `finish`. */
  chunks: readonly UiChunk[];
  /** The rows of the log that are not stored yet. */
  rows: EventRow[];
  metadata: MessageMetadata;
  usage: Usage;
}

/**
 * Closes a run that is still `running`: the rest of its log, its message and its numbers, all or nothing.
 * False when somebody else closed it first, or when its session is gone; then nothing is written.
 */
export async function closeRun(run: ClosingRun): Promise<boolean> {
  return db().$transaction(async (tx) => {
    const now = new Date();
    const closed = await tx.run.updateMany({
      where: { id: run.run_id, status: "running" },
      data: {
        status: run.status,
        error: run.error,
        finishedAt: now,
        ...usageColumns(run.usage),
      },
    });
    if (closed.count === 0) return false;
    await tx.runEvent.createMany({ data: run.rows, skipDuplicates: true });
    const parts = foldChunks(run.chunks);
    await tx.message.updateMany({
      where: { id: run.answer_id, sessionId: run.session_id },
      data: { parts: stored(parts), metadata: stored(run.metadata) },
    });
    await tx.session.updateMany({ where: { id: run.session_id }, data: { updatedAt: now } });
    return true;
  });
}
