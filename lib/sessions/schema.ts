import type { UIMessage } from "ai";
import { z } from "zod";
import { usage } from "#lib/billing/schema.ts";
import { plot, vegaLiteSpec } from "#lib/charts/schema.ts";
import { isoTime, isStorable, json } from "#lib/core/schema.ts";
import { dataFile, fileSummary } from "#lib/datasets/schema.ts";
import { result, resultColumn } from "#lib/results/schema.ts";

/** The data parts of the stream, by name (`data-status` …). Stored messages hold all but the transient status. */
export const dataParts = {
  status: z.object({ message: z.string() }),
  "query-result": z.object({
    /** Null when the query failed: then no Result was made. */
    result_id: z.uuid().nullable(),
    purpose: z.string(),
    sql: z.string(),
    plan: json.nullable(),
    columns: z.array(resultColumn),
    rows: z.array(z.array(json)),
    /** The rows were removed with the data they came from. */
    expired: z.boolean().optional(),
    row_count: z.number().int(),
    truncated: z.boolean(),
    duration_ms: z.number(),
    is_error: z.boolean(),
    error: z.string().nullable(),
  }),
  plot: z.object({ plot_id: z.uuid(), title: z.string(), result_id: z.uuid(), vega_lite_spec: vegaLiteSpec }),
  /** Before part 5 `claims` is empty. */
  claims: z.object({ text_id: z.string(), claims: z.array(json) }),
  assumptions: z.object({ assumptions: z.array(z.string()) }),
  "session-update": z.object({ title: z.string() }),
};
export type DataParts = { [K in keyof typeof dataParts]: z.infer<(typeof dataParts)[K]> };

export const plannerName = z.enum(["claude", "analyst"]);

/** `running` is what a live answer shows; it is never stored once nothing runs. */
export const messageMetadata = z.object({
  status: z.enum(["running", "complete", "stopped", "interrupted", "failed"]).optional(),
  error: z.string().nullable().optional(),
  request_id: z.uuid().optional(),
  planner: plannerName.optional(),
  usage: usage.optional(),
  cost_usd: z.number().nullable().optional(),
  data_updated: z.boolean().optional(),
  duration_ms: z.number().optional(),
  /** Rows of the tables that the answer's queries read, each table once. */
  rows_read: z.number().int().optional(),
  stopped: z.boolean().optional(),
  unverified: z.number().int().optional(),
  /** A question that the person did not type: "Look it over for me". */
  auto_analyze: z.boolean().optional(),
});
export type MessageMetadata = z.infer<typeof messageMetadata>;

/** The UI message of the `ai` package with our parts. */
export type ChatMessage = UIMessage<MessageMetadata, DataParts>;

/** A stored part: what the stream's chunks fold into (`runs/fold-chunks.ts`). */
const storedPart = <N extends keyof typeof dataParts>(name: N) =>
  z.object({ type: z.literal(`data-${name}` as const), id: z.string().optional(), data: dataParts[name] });
export const messagePart = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text"), text: z.string(), state: z.enum(["streaming", "done"]).optional() }),
  storedPart("query-result"),
  storedPart("plot"),
  storedPart("claims"),
  storedPart("assumptions"),
  storedPart("session-update"),
  storedPart("status"),
]);
export type MessagePart = z.infer<typeof messagePart>;

export const message = z.object({
  id: z.uuid(),
  role: z.enum(["user", "assistant"]),
  created_at: isoTime,
  parts: z.array(messagePart),
  metadata: messageMetadata,
});
export type MessageView = z.infer<typeof message>;

export const sessionSummary = z.object({
  id: z.uuid(),
  title: z.string(),
  created_at: isoTime,
  updated_at: isoTime,
  files: z.array(fileSummary),
  shared: z.boolean(),
});
export type SessionSummary = z.infer<typeof sessionSummary>;

export const session = sessionSummary.extend({ files: z.array(dataFile), messages: z.array(message) });
export type SessionView = z.infer<typeof session>;

export const questionText = z.string().trim().min(1).max(8000);
const lookOver = z.object({ auto_analyze: z.literal(true) });
export const askInput = z.union([z.object({ text: questionText }), lookOver], {
  error: 'Send a text of 1 to 8,000 characters, {"text": "…"}, or {"auto_analyze": true}.',
});
export type AskInput = z.infer<typeof askInput>;

export const sessionTitle = z.string().trim().min(1).max(200);
export const renameInput = z.object({ title: sessionTitle });

const uploadIds = z.array(z.string().min(1).max(200)).min(1).max(100);
export const addFilesInput = z.object({ upload_ids: uploadIds });
export const createSessionInput = z.union(
  [
    z.object({ upload_ids: uploadIds, title: sessionTitle.optional() }),
    z.object({ sample: z.string().min(1).max(100), title: sessionTitle.optional() }),
  ],
  { error: 'Send the ids of finished uploads, {"upload_ids": ["…"]}, or a sample, {"sample": "…"}.' },
);
export type CreateSessionInput = z.infer<typeof createSessionInput>;

export const queryInput = z.object({ sql: z.string().trim().min(1).max(100_000) });
export const createPlotInput = z.object({
  title: z.string().trim().min(1).max(300),
  result_id: z.string(),
  vega_lite_spec: vegaLiteSpec.refine(isStorable, "must not contain U+0000 or half of a surrogate pair"),
});

export const answer = z.object({
  request_id: z.uuid(),
  message_id: z.uuid(),
  text: z.string(),
  results: z.array(result),
  plots: z.array(plot),
  claims: z.array(json),
  unverified: z.number().int(),
  assumptions: z.array(z.string()),
  usage,
  cost_usd: z.number().nullable(),
  planner: plannerName,
  data_updated: z.boolean(),
  stopped: z.boolean(),
});
export type Answer = z.infer<typeof answer>;

/** What changed in a session, told to its open pages, which then read it again. */
export const sessionEvent = z.object({ type: z.enum(["files", "session", "run"]) });
export type SessionEvent = z.infer<typeof sessionEvent>;
