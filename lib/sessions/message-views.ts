import "server-only";
import { z } from "zod";
import type { Context } from "#lib/core/context.ts";
import { db } from "#lib/db/client.ts";
import type { Message } from "#lib/db/generated/client.ts";
import { foldChunks } from "./runs/fold-chunks.ts";
import { liveRuns } from "./runs/live-runs.ts";
import { readLog } from "./runs/read-log.ts";
import { type MessageView, message, messageMetadata, messagePart } from "./schema.ts";

/** A session's messages, oldest first; a running answer with the parts it has so far. */
export async function messageViews(ctx: Context, sessionId: string): Promise<MessageView[]> {
  const rows = await db().message.findMany({
    where: { sessionId, workspaceId: ctx.workspaceId },
    orderBy: { seq: "asc" },
  });
  return Promise.all(rows.map((row) => (isRunning(row) ? runningView(row) : toMessageView(row))));
}

export function toMessageView(row: Message): MessageView {
  return message.parse({
    id: row.id,
    role: row.role,
    created_at: row.createdAt.toISOString(),
    parts: row.parts,
    metadata: row.metadata,
  });
}

function isRunning(row: Message): boolean {
  return messageMetadata.parse(row.metadata).status === "running";
}

async function runningView(row: Message): Promise<MessageView> {
  const runId = messageMetadata.parse(row.metadata).request_id;
  if (runId === undefined) throw new Error(`the running message ${row.id} names no run`);
  const live = liveRuns().get(runId);
  const chunks = live ? live.log.chunks : (await readLog(runId)).chunks;
  // It may have ended since its row was read: then the row has all, and the status of its end.
  const now = await db().message.findUnique({ where: { id: row.id } });
  if (now !== null && !isRunning(now)) return toMessageView(now);
  return { ...toMessageView(row), parts: z.array(messagePart).parse(foldChunks(chunks)) };
}
