import type { Block, JsonObject, MessagesRequest } from "./protocol.ts";

/** A block of a reply. `chunk` is the number of characters a delta carries. */
export type ScriptedBlock =
  | { type: "text"; text: string; chunk?: number }
  | { type: "thinking"; thinking: string; chunk?: number }
  | { type: "tool_use"; name: string; input: JsonObject; id?: string; chunk?: number }
  | { type: "raw"; block: Block; deltas?: Block[] };

export interface ScriptedMessage {
  kind: "message";
  blocks: ScriptedBlock[];
  /** By default `tool_use` when a tool is called, else `end_turn`. */
  stop_reason?: string;
  stop_details?: JsonObject;
  /** The model that says it answered; by default the one that was asked. */
  model?: string;
  /** Milliseconds before the headers, and between deltas. */
  wait_ms?: number;
  delay_ms?: number;
  /** Where the stream breaks off, in deltas, and how: the socket is destroyed, ended in good order, or an error event comes. */
  breaks?: { after: number; how: "destroy" | "end" | "error"; error?: { type: string; message: string } };
  usage?: Partial<Record<"input_tokens" | "cache_read_input_tokens" | "cache_creation_input_tokens", number>>;
  /** Pings and events of unknown types between all the others. */
  noise?: boolean;
  /** Leaves `message_stop` out; "message_delta" leaves that out too. */
  without?: "message_stop" | "message_delta";
}

export interface ScriptedError {
  kind: "error";
  status: number;
  type: string;
  message: string;
  headers?: Record<string, string>;
  wait_ms?: number;
}

/** Events as given, word for word, for streams shaped by hand; a generator's are made as they are sent. */
export interface ScriptedEvents {
  kind: "events";
  events: Iterable<JsonObject>;
  then?: "end" | "destroy";
  delay_ms?: number;
}

export type ScriptedReply = ScriptedMessage | ScriptedError | ScriptedEvents;

/** Decides a reply. `seen` says how often this very conversation was sent before: a retry. */
export type Scenario = (request: MessagesRequest, seen: number) => ScriptedReply;

export const message = (
  blocks: ScriptedBlock[],
  more: Partial<Omit<ScriptedMessage, "kind" | "blocks">> = {},
): ScriptedMessage => ({ kind: "message", blocks, ...more });

export const text = (words: string, chunk?: number): ScriptedBlock => ({
  type: "text",
  text: words,
  ...(chunk && { chunk }),
});
export const thinking = (words: string): ScriptedBlock => ({ type: "thinking", thinking: words });
export const call = (name: string, input: JsonObject = {}, chunk?: number): ScriptedBlock => ({
  type: "tool_use",
  name,
  input,
  ...(chunk && { chunk }),
});

/** 529, with or without a `retry-after` in seconds. */
export const overloaded = (retryAfter?: number): ScriptedError => ({
  kind: "error",
  status: 529,
  type: "overloaded_error",
  message: "Overloaded",
  ...(retryAfter !== undefined && { headers: { "retry-after": String(retryAfter) } }),
});

/** 429, with a `retry-after` in seconds. */
export const rateLimited = (retryAfter: number): ScriptedError => ({
  kind: "error",
  status: 429,
  type: "rate_limit_error",
  message: "This request would exceed your organization's rate limit.",
  headers: { "retry-after": String(retryAfter) },
});

/**
 * Replies in their order to the requests that offer tools. Requests without tools (titles) get `title`. One request too
 * many is refused, so that a test notices.
 */
export function inOrder(replies: ScriptedReply[], title = "A scripted title"): Scenario {
  let at = 0;
  return (request) => {
    if (request.tools.length === 0) return message([text(title)]);
    const reply = replies[at];
    at += 1;
    return (
      reply ?? {
        kind: "error",
        status: 400,
        type: "invalid_request_error",
        message: "The script has no further reply.",
      }
    );
  };
}
