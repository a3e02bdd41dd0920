import { randomBytes } from "node:crypto";
import type { Block, JsonObject, MessagesRequest } from "./protocol.ts";
import type { ScriptedBlock, ScriptedMessage } from "./scenario.ts";
import { prefixOf, signThought } from "./signature.ts";

const CHUNK = 12;

/** An event, and whether it carries content: delays and breaks are counted in those. */
export interface StreamEvent {
  data: JsonObject & { type: string };
  isDelta: boolean;
}

/** The whole message of a scripted reply, as a request without `stream` gets it. */
export function messageOf(reply: ScriptedMessage, request: MessagesRequest): JsonObject {
  const content = reply.blocks.map((block) => contentOf(block, request));
  return {
    id: newId("msg"),
    type: "message",
    role: "assistant",
    model: reply.model ?? request.model,
    content,
    stop_reason: stopReasonOf(reply),
    stop_sequence: null,
    ...(reply.stop_details && { stop_details: reply.stop_details }),
    usage: { ...usageOf(reply, request), output_tokens: tokensOf(content) },
  };
}

/** The same reply as the events of a stream. */
export function eventsOf(reply: ScriptedMessage, request: MessagesRequest): StreamEvent[] {
  const whole = messageOf(reply, request);
  const input = usageOf(reply, request);
  const start = { ...whole, content: [], stop_reason: null, usage: { ...input, output_tokens: 1 } };
  const events: StreamEvent[] = [event({ type: "message_start", message: start })];
  reply.blocks.forEach((block, index) => {
    events.push(...blockEvents(block, index, request));
    if (index === 0) events.splice(2, 0, event({ type: "ping" }));
  });
  if (reply.without !== "message_delta") {
    events.push(
      event({
        type: "message_delta",
        delta: {
          stop_reason: stopReasonOf(reply),
          stop_sequence: null,
          ...(reply.stop_details && { stop_details: reply.stop_details }),
        },
        usage: { ...input, output_tokens: tokensOf(whole.content ?? null) },
      }),
    );
  }
  if (reply.without === undefined) events.push(event({ type: "message_stop" }));
  return reply.noise ? events.flatMap(withNoise) : events;
}

function blockEvents(block: ScriptedBlock, index: number, request: MessagesRequest): StreamEvent[] {
  const { start, deltas } = piecesOf(block, request);
  return [
    event({ type: "content_block_start", index, content_block: start }),
    ...deltas.map((delta) => event({ type: "content_block_delta", index, delta }, true)),
    event({ type: "content_block_stop", index }),
  ];
}

function piecesOf(block: ScriptedBlock, request: MessagesRequest): { start: Block; deltas: Block[] } {
  switch (block.type) {
    case "raw":
      return { start: block.block, deltas: block.deltas ?? [] };
    case "text":
      return {
        start: { type: "text", text: "" },
        deltas: chunks(block.text, block.chunk).map((text) => ({ type: "text_delta", text })),
      };
    case "thinking": {
      const signature = signThought(block.thinking, prefixOf(request, request.messages));
      return {
        start: { type: "thinking", thinking: "", signature: "" },
        deltas: [
          ...chunks(block.thinking, block.chunk).map((thinking) => ({ type: "thinking_delta", thinking })),
          { type: "signature_delta", signature },
        ],
      };
    }
    case "tool_use": {
      const whole =
        Object.keys(block.input).length === 0 ? [] : chunks(JSON.stringify(block.input), block.chunk);
      return {
        start: { type: "tool_use", id: block.id ?? newId("toolu"), name: block.name, input: {} },
        deltas: ["", ...whole].map((partial_json) => ({ type: "input_json_delta", partial_json })),
      };
    }
  }
}

function contentOf(block: ScriptedBlock, request: MessagesRequest): Block {
  switch (block.type) {
    case "raw":
      return block.block;
    case "text":
      return { type: "text", text: block.text };
    case "thinking":
      return {
        type: "thinking",
        thinking: block.thinking,
        signature: signThought(block.thinking, prefixOf(request, request.messages)),
      };
    case "tool_use":
      return { type: "tool_use", id: block.id ?? newId("toolu"), name: block.name, input: block.input };
  }
}

function withNoise(real: StreamEvent, i: number): StreamEvent[] {
  const unknown = event({ type: "weather_report", detail: { clouds: i } });
  return [event({ type: "ping" }), ...(i === 0 ? [] : [unknown]), real];
}

function stopReasonOf({ stop_reason, blocks }: ScriptedMessage): string {
  return stop_reason ?? (blocks.some((block) => block.type === "tool_use") ? "tool_use" : "end_turn");
}

function usageOf({ usage }: ScriptedMessage, { raw }: MessagesRequest) {
  return {
    input_tokens: usage?.input_tokens ?? tokensOf(raw),
    cache_creation_input_tokens: usage?.cache_creation_input_tokens ?? 0,
    cache_read_input_tokens: usage?.cache_read_input_tokens ?? 0,
  };
}

/** About four characters a token. */
function tokensOf(value: JsonObject[string]): number {
  return Math.ceil(JSON.stringify(value).length / 4);
}

function chunks(words: string, size = CHUNK): string[] {
  const letters = [...words];
  const out: string[] = [];
  for (let i = 0; i < letters.length; i += size) out.push(letters.slice(i, i + size).join(""));
  return out;
}

const event = (data: StreamEvent["data"], isDelta = false): StreamEvent => ({ data, isDelta });
const newId = (kind: string) => `${kind}_01${randomBytes(16).toString("base64url").replace(/[-_]/g, "x")}`;
