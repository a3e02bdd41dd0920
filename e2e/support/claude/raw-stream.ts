import type { JsonObject } from "./protocol.ts";
import type { ScriptedReply } from "./scenario.ts";

/** Pieces of a stream, for shaping one by hand as the service's own recordings are. */

export const PING = { type: "ping" };
export const start = (more: JsonObject = {}): JsonObject => ({
  type: "message_start",
  message: {
    id: "msg_1",
    type: "message",
    role: "assistant",
    model: "claude-sonnet-5-5",
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: 12, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 1 },
    ...more,
  },
});
export const open = (index: number, content_block: JsonObject): JsonObject => ({
  type: "content_block_start",
  index,
  content_block,
});
export const grow = (index: number, delta: JsonObject): JsonObject => ({
  type: "content_block_delta",
  index,
  delta,
});
export const close = (index: number): JsonObject => ({ type: "content_block_stop", index });
export const end = (
  stop_reason: string,
  usage: JsonObject = { output_tokens: 30 },
  more: JsonObject = {},
): JsonObject[] => [
  { type: "message_delta", delta: { stop_reason, stop_sequence: null, ...more }, usage },
  { type: "message_stop" },
];
export const stream = (...events: JsonObject[]): ScriptedReply => ({ kind: "events", events });
export const words = (index: number, ...pieces: string[]): JsonObject[] => [
  open(index, { type: "text", text: "" }),
  ...pieces.map((piece) => grow(index, { type: "text_delta", text: piece })),
  close(index),
];
