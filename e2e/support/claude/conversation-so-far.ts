import { type Block, isObject, type Json, type JsonObject, type MessagesRequest } from "./protocol.ts";

/** What a model would see of the question being answered now. */
export interface SoFar {
  question: string;
  /** Results of the tool calls since the question, in order, with the call each answers. */
  results: { name: string; input: JsonObject; isError: boolean; answer: JsonObject; words: string }[];
  /** The instruction that came last, when it is not the question itself. */
  nudge: string | null;
}

export function soFar({ messages }: MessagesRequest): SoFar {
  const start = messages.findLastIndex(
    ({ role, content }, i) =>
      role === "user" &&
      !content.some((b) => b.type === "tool_result") &&
      !isNudge(messages[i - 1]?.content, content),
  );
  const since = messages.slice(Math.max(0, start));
  const calls = new Map(
    since.flatMap((m) => m.content.filter((b) => b.type === "tool_use").map((b) => [b.id, b] as const)),
  );
  const results = since
    .flatMap((m) => m.content.filter((b) => b.type === "tool_result"))
    .map((block) => resultOf(block, calls.get(block.tool_use_id)));
  const last = messages.at(-1)?.content.at(-1);
  const words = last?.type === "text" && messages.length - 1 > start ? String(last.text) : null;
  return { question: lastText(since[0]?.content ?? []), results, nudge: words };
}

/** A user's message right after an assistant's words is a new question, unless it speaks of a break. */
function isNudge(before: readonly Block[] | undefined, content: readonly Block[]): boolean {
  return before !== undefined && /broke off|was cut off|in words now/.test(lastText(content));
}

function lastText(content: readonly Block[]): string {
  const block = content.findLast((b) => b.type === "text");
  return typeof block?.text === "string" ? block.text : "";
}

function resultOf(block: Block, call: Block | undefined): SoFar["results"][number] {
  const words = typeof block.content === "string" ? block.content : JSON.stringify(block.content ?? "");
  const input = call?.input;
  return {
    name: String(call?.name ?? ""),
    input: isObject(input) ? input : {},
    isError: block.is_error === true,
    answer: parsed(words),
    words,
  };
}

function parsed(words: string): JsonObject {
  try {
    const value: Json = JSON.parse(words);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
