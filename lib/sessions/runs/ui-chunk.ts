import { z } from "zod";
import type { Json } from "#lib/core/schema.ts";
import { dataParts, messageMetadata } from "#lib/sessions/schema.ts";

const dataChunk = <N extends keyof typeof dataParts>(name: N) =>
  z.object({
    type: z.literal(`data-${name}` as const),
    id: z.string().optional(),
    data: dataParts[name],
    transient: z.boolean().optional(),
  });

/**
 * The chunks of the `ai` package's UI message stream that a run writes: on the wire, in the event log, and
 * read back from it. A subset of the package's `UIMessageChunk` (ui-chunk.test.ts holds that).
 */
export const uiChunk = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("start"),
    messageId: z.string(),
    messageMetadata: messageMetadata.optional(),
  }),
  z.object({ type: z.literal("text-start"), id: z.string() }),
  z.object({ type: z.literal("text-delta"), id: z.string(), delta: z.string() }),
  z.object({ type: z.literal("text-end"), id: z.string() }),
  dataChunk("status"),
  dataChunk("query-result"),
  dataChunk("plot"),
  dataChunk("claims"),
  dataChunk("assumptions"),
  dataChunk("session-update"),
  z.object({ type: z.literal("error"), errorText: z.string() }),
  z.object({ type: z.literal("finish"), messageMetadata: messageMetadata.optional() }),
]);
export type UiChunk = z.infer<typeof uiChunk>;

/** An entry of the event log: a chunk for people, or a message of the planner's own transcript. */
export type LogEntry = { kind: "ui"; payload: UiChunk } | { kind: "model"; payload: Json };
