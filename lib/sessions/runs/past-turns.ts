import "server-only";
import { z } from "zod";
import type { Ask, PastTurn } from "#lib/agent/schema.ts";
import type { Context } from "#lib/core/context.ts";
import { type Json, json } from "#lib/core/schema.ts";
import { db } from "#lib/db/client.ts";
import { type MessagePart, messageMetadata, messagePart } from "#lib/sessions/schema.ts";

/** How far back a planner looks; it compacts what it gets by its own rules. */
const TURNS = 100;

/** The finished exchanges of a session before this run, oldest first; those that said nothing are left out. */
export async function pastTurns(ctx: Context, sessionId: string, runId: string): Promise<PastTurn[]> {
  const messages = await db().message.findMany({
    where: { sessionId, workspaceId: ctx.workspaceId },
    orderBy: { seq: "desc" },
    take: 2 * TURNS,
  });
  const transcripts = await transcriptsOf(ctx, sessionId, runId);
  const turns: PastTurn[] = [];
  let ask: Ask | null = null;
  for (const row of messages.reverse()) {
    const parts = z.array(messagePart).parse(row.parts);
    const metadata = messageMetadata.parse(row.metadata);
    if (row.role === "user") {
      ask = metadata.auto_analyze ? { kind: "auto_analyze" } : { kind: "question", text: textOf(parts) };
    } else if (ask !== null && metadata.status !== "running") {
      const turn: PastTurn = {
        ask,
        answer: textOf(parts),
        planner: metadata.planner ?? "analyst",
        transcript: transcripts.get(row.id) ?? [],
        queries: queriesOf(parts),
      };
      if (turn.answer !== "" || turn.queries.length > 0) turns.push(turn);
      ask = null;
    }
  }
  return turns;
}

/** Claude's own messages of the answers it finished, by the answer's id. A cut-off transcript cannot be continued. */
async function transcriptsOf(ctx: Context, sessionId: string, runId: string): Promise<Map<string, Json[]>> {
  const events = await db().runEvent.findMany({
    where: {
      kind: "model",
      run: {
        sessionId,
        workspaceId: ctx.workspaceId,
        planner: "claude",
        status: "complete",
        id: { not: runId },
      },
    },
    orderBy: [{ run: { startedAt: "asc" } }, { seq: "asc" }],
    select: { payload: true, run: { select: { answerId: true } } },
  });
  const byAnswer = new Map<string, Json[]>();
  for (const { payload, run } of events) {
    const before = byAnswer.get(run.answerId) ?? [];
    byAnswer.set(run.answerId, [...before, json.parse(payload)]);
  }
  return byAnswer;
}

/** The sentences of a message, a blank line between its texts. */
export function textOf(parts: readonly MessagePart[]): string {
  return parts.flatMap((part) => (part.type === "text" && part.text !== "" ? [part.text] : [])).join("\n\n");
}

function queriesOf(parts: readonly MessagePart[]): PastTurn["queries"] {
  return parts.flatMap((part) =>
    part.type === "data-query-result" && part.data.result_id !== null
      ? [{ sql: part.data.sql, result_id: part.data.result_id }]
      : [],
  );
}
