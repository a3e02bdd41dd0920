import "server-only";
import { z } from "zod";
import type { Context } from "#lib/core/context.ts";
import { newId } from "#lib/core/ids.ts";
import { db } from "#lib/db/client.ts";
import type { Message } from "#lib/db/generated/client.ts";
import { stored } from "#lib/sessions/runs/event-rows.ts";
import { type MessageMetadata, messageMetadata, messagePart } from "#lib/sessions/schema.ts";
import { type IdMaps, remapParts } from "./remap-parts.ts";

interface Copying {
  ctx: Context;
  messages: Message[];
  to_session_id: string;
  ids: IdMaps;
  /** New run ids by old ones. */
  runs: ReadonlyMap<string, string>;
}

/** Copies finished exchanges in their order; what an answer cost stays with who paid for it. */
export async function copyMessages({ ctx, messages, to_session_id, ids, runs }: Copying): Promise<void> {
  const data = finished(messages).map((row) => {
    const { usage: _usage, cost_usd: _cost, request_id, ...metadata } = messageMetadata.parse(row.metadata);
    const request = request_id === undefined ? {} : { request_id: runs.get(request_id) ?? newId() };
    const copied: MessageMetadata = { ...metadata, ...request };
    return {
      workspaceId: ctx.workspaceId,
      sessionId: to_session_id,
      role: row.role,
      createdAt: row.createdAt,
      parts: stored(remapParts(z.array(messagePart).parse(row.parts), ids)),
      metadata: stored(copied),
    };
  });
  // One statement numbers them in this order.
  await db().message.createMany({ data });
}

/** Without an answer that is still running, and without its question. */
function finished(messages: Message[]): Message[] {
  const isRunning = (row: Message | undefined) =>
    row?.role === "assistant" && messageMetadata.parse(row.metadata).status === "running";
  return messages.filter(
    (row, at) => !isRunning(row) && !(row.role === "user" && isRunning(messages[at + 1])),
  );
}
