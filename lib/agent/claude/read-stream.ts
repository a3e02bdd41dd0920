import "server-only";
import { z } from "zod";
import type { AgentEvent } from "#lib/agent/schema.ts";
import { NO_USAGE, type Usage } from "#lib/billing/schema.ts";
import { type Json, json } from "#lib/core/schema.ts";
import { type ShownText, textFlow } from "./text-flow.ts";
import type { Block } from "./wire.ts";

const count = z.number().nullish();
const usage = z.looseObject({
  input_tokens: count,
  output_tokens: count,
  cache_read_input_tokens: count,
  cache_creation_input_tokens: count,
});
const anyBlock = z.object({ type: z.string() }).catchall(json);

/** What is read of the stream; events of other types, and fields beyond these, are passed over. */
const streamEvent = z.discriminatedUnion("type", [
  z.looseObject({
    type: z.literal("message_start"),
    message: z.looseObject({ model: z.string().nullish(), usage: usage.nullish() }),
  }),
  z.looseObject({ type: z.literal("content_block_start"), index: z.number(), content_block: anyBlock }),
  z.looseObject({ type: z.literal("content_block_delta"), index: z.number(), delta: anyBlock }),
  z.looseObject({ type: z.literal("content_block_stop"), index: z.number() }),
  z.looseObject({
    type: z.literal("message_delta"),
    delta: z.looseObject({ stop_reason: z.string().nullish() }).nullish(),
    usage: usage.nullish(),
  }),
  z.looseObject({ type: z.literal("message_stop") }),
]);
type StreamEvent = z.infer<typeof streamEvent>;

interface Draft {
  block: Block;
  /** The pieces of a tool's input. */
  inputJson: string;
  closed: boolean;
}

/** A reply as far as it came. */
export interface Reply {
  /** In the order in which they began. Inputs of tools are parsed; `badInputs` has the ids of those that could not be. */
  blocks: Block[];
  badInputs: Set<string>;
  stop_reason: string | null;
  /** Tokens of this request. */
  usage: Usage;
  /** Whether every block that began has ended. */
  whole: boolean;
  /** Whether text of this request was shown. */
  spoke: boolean;
  /** Where a continuation goes on. */
  resume: ShownText | null;
}

export interface StreamReader {
  /** What the person sees of one event, at once. */
  take(event: unknown): AgentEvent[];
  /** Whether the last event came: nothing that follows matters. */
  hasEnded(): boolean;
  reply(): Reply;
}

/** Reads one streamed reply. Its first text goes on where `resume` broke off. */
export function readStream(resume: ShownText | null): StreamReader {
  const drafts = new Map<number, Draft>();
  let tokens: Usage = NO_USAGE;
  let stop_reason: string | null = null;
  const texts = textFlow(resume);
  let ended = false;

  function start(index: number, block: Block): AgentEvent[] {
    const draft: Draft = { block: { ...block }, inputJson: "", closed: false };
    drafts.set(index, draft);
    if (block.type === "fallback") tokens = { ...tokens, model: modelAfter(block) ?? tokens.model };
    if (block.type === "thinking") return [{ type: "status", message: "Thinking" }];
    return block.type === "text" && typeof block.text === "string" ? texts.grow(block.text) : [];
  }

  function grow(draft: Draft, delta: Block): AgentEvent[] {
    if (delta.type === "input_json_delta") {
      draft.inputJson += typeof delta.partial_json === "string" ? delta.partial_json : "";
      return [];
    }
    append(draft.block, delta);
    return draft.block.type === "text" && typeof delta.text === "string" ? texts.grow(delta.text) : [];
  }

  function stop(draft: Draft): AgentEvent[] {
    draft.closed = true;
    return draft.block.type === "text" && draft.block.text !== "" ? texts.end() : [];
  }

  function take(event: StreamEvent): AgentEvent[] {
    switch (event.type) {
      case "message_start":
        tokens = { ...withCounts(tokens, event.message.usage), model: event.message.model ?? null };
        return [];
      case "content_block_start":
        return start(event.index, event.content_block);
      case "content_block_delta": {
        const draft = drafts.get(event.index);
        return draft ? grow(draft, event.delta) : [];
      }
      case "content_block_stop": {
        const draft = drafts.get(event.index);
        return draft && !draft.closed ? stop(draft) : [];
      }
      case "message_delta":
        tokens = withCounts(tokens, event.usage);
        stop_reason = event.delta?.stop_reason ?? stop_reason;
        return [];
      case "message_stop":
        ended = true;
        return [];
    }
  }

  return {
    take(event) {
      const known = streamEvent.safeParse(event);
      return known.success ? take(known.data) : [];
    },
    hasEnded: () => ended,
    reply() {
      const all = [...drafts.values()];
      const badInputs = new Set<string>();
      return {
        blocks: all.map((draft) => finished(draft, badInputs)),
        badInputs,
        stop_reason,
        usage: tokens,
        whole: all.every((draft) => draft.closed),
        spoke: texts.spoke(),
        resume: texts.place(),
      };
    },
  };
}

/** Deltas add to the field they name: `text`, `thinking`, `signature`, and what later versions bring. */
function append(block: Block, delta: Block): void {
  for (const [key, value] of Object.entries(delta)) {
    if (key === "type") continue;
    const before = block[key];
    block[key] = typeof value === "string" && typeof before === "string" ? before + value : value;
  }
}

function finished({ block, inputJson, closed }: Draft, badInputs: Set<string>): Block {
  if (block.type !== "tool_use" && block.type !== "server_tool_use") return block;
  const input = inputJson.trim() === "" ? (block.input ?? {}) : parsed(inputJson);
  if (isObject(input) && closed) return { ...block, input };
  badInputs.add(String(block.id));
  return { ...block, input: {} };
}

function parsed(text: string): Json {
  try {
    return json.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function isObject(value: Json): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Counts are totals so far, so a later one replaces an earlier one; a missing one says nothing. */
function withCounts(before: Usage, now: z.infer<typeof usage> | null | undefined): Usage {
  return {
    input_tokens: now?.input_tokens ?? before.input_tokens,
    output_tokens: now?.output_tokens ?? before.output_tokens,
    cache_read_tokens: now?.cache_read_input_tokens ?? before.cache_read_tokens,
    cache_write_tokens: now?.cache_creation_input_tokens ?? before.cache_write_tokens,
    model: before.model,
  };
}

/** The model that took over, of a `fallback` block. */
function modelAfter(block: Block): string | null {
  const taken = z.looseObject({ to: z.looseObject({ model: z.string() }) }).safeParse(block);
  return taken.success ? taken.data.to.model : null;
}
