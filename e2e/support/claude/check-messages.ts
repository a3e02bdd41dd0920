import { type Block, isBlock, isObject, type MessagesRequest, type RequestMessage } from "./protocol.ts";
import { prefixOf, signatureFault } from "./signature.ts";
import { isThought } from "./thought.ts";

const USER_BLOCKS = ["text", "image", "document", "search_result", "tool_result", "container_upload"];
const ASSISTANT_BLOCKS = [
  "text",
  "thinking",
  "redacted_thinking",
  "tool_use",
  "server_tool_use",
  "web_search_tool_result",
  "compaction",
  "fallback",
];
const ID = /^[a-zA-Z0-9_-]+$/;

/** What the service would refuse about the conversation, in its words; null when there is nothing. */
export function checkMessages(request: MessagesRequest): string | null {
  const { messages } = request;
  if (messages[0]?.role !== "user") return 'messages: first message must use the "user" role';
  for (const [i, message] of messages.entries()) {
    for (const [j, block] of message.content.entries()) {
      const fault = checkBlock(block, message.role, request);
      if (fault) return `messages.${i}.content.${j}: ${fault}`;
    }
  }
  return checkToolPairs(messages) ?? checkSignatures(request) ?? checkEnd(messages);
}

function checkBlock(block: Block, role: RequestMessage["role"], { tools }: MessagesRequest): string | null {
  const allowed = role === "user" ? USER_BLOCKS : ASSISTANT_BLOCKS;
  if (!allowed.includes(block.type)) {
    return `Input tag '${block.type}' found using 'type' does not match any of the expected tags: ${allowed.join(", ")}`;
  }
  if (isThought(block) && block.cache_control !== undefined)
    return "cache_control cannot be set for thinking blocks";
  if (block.type === "text") return checkText(block);
  if (block.type === "tool_use") return checkToolUse(block, tools.length > 0);
  return block.type === "tool_result" ? checkToolResult(block) : null;
}

function checkText({ text, cache_control }: Block): string | null {
  if (typeof text !== "string") return "text: Field required";
  if (text === "" && cache_control) return "cache_control cannot be set for empty text blocks";
  if (text === "") return "text content blocks must be non-empty";
  return text.trim() === "" ? "text content blocks must contain non-whitespace text" : null;
}

function checkToolUse({ id, name, input }: Block, hasTools: boolean): string | null {
  if (typeof id !== "string" || !ID.test(id))
    return `tool_use.id: String should match pattern '${ID.source}'`;
  if (typeof name !== "string" || !/^[a-zA-Z0-9_-]{1,128}$/.test(name))
    return "tool_use.name: not a tool's name";
  if (!isObject(input)) return "tool_use.input: Input should be an object";
  return hasTools ? null : "Requests which include `tool_use` or `tool_result` blocks must define tools";
}

function checkToolResult({ tool_use_id, content, is_error }: Block): string | null {
  if (typeof tool_use_id !== "string") return "tool_result.tool_use_id: Field required";
  if (is_error === true && (content === undefined || content === "")) {
    return "content cannot be empty if `is_error` is true";
  }
  if (content === undefined || typeof content === "string") return null;
  if (!Array.isArray(content)) return "tool_result.content: Input should be a valid string or list";
  const empty = content.some((b) => isBlock(b) && b.type === "text" && b.text === "");
  return empty ? "text content blocks must be non-empty" : null;
}

/** Messages in the same role that follow each other count as one. */
function merged(messages: readonly RequestMessage[]): RequestMessage[] {
  const out: RequestMessage[] = [];
  for (const { role, content } of messages) {
    const last = out.at(-1);
    if (last?.role === role) last.content = [...last.content, ...content];
    else out.push({ role, content });
  }
  return out;
}

function checkToolPairs(messages: readonly RequestMessage[]): string | null {
  const turns = merged(messages);
  const seen = new Set<string>();
  for (const [i, turn] of turns.entries()) {
    const calls = turn.content.filter((b) => b.type === "tool_use").map((b) => String(b.id));
    const repeated = calls.find((id, k) => seen.has(id) || calls.indexOf(id) !== k);
    if (repeated) return `messages: \`tool_use\` ids must be unique (${repeated})`;
    for (const id of calls) seen.add(id);
    const next = turns[i + 1];
    if (calls.length > 0 && turn.role === "assistant") {
      const missing = unanswered(calls, next);
      if (missing.length > 0) {
        return `messages.${i}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${missing.join(", ")}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`;
      }
    }
    const fault = turn.role === "user" ? checkResultsOf(turn, turns[i - 1], i) : null;
    if (fault) return fault;
  }
  return null;
}

/** Results count only before any other content of the message. */
function unanswered(calls: readonly string[], next: RequestMessage | undefined): string[] {
  const content = next?.content ?? [];
  const firstOther = content.findIndex((block) => block.type !== "tool_result");
  const leading = firstOther === -1 ? content : content.slice(0, firstOther);
  const answered = new Set(leading.map((block) => block.tool_use_id));
  return calls.filter((id) => !answered.has(id));
}

function checkResultsOf(turn: RequestMessage, before: RequestMessage | undefined, at: number): string | null {
  const calls = new Set((before?.content ?? []).filter((b) => b.type === "tool_use").map((b) => b.id));
  const answered = new Set<unknown>();
  for (const block of turn.content) {
    if (block.type !== "tool_result") continue;
    if (!calls.has(block.tool_use_id ?? "")) {
      return `messages.${at}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${block.tool_use_id}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`;
    }
    if (answered.has(block.tool_use_id)) {
      return `messages.${at}: each tool_use must have a single result. Found multiple \`tool_result\` blocks with id: ${block.tool_use_id}`;
    }
    answered.add(block.tool_use_id);
  }
  return null;
}

function checkSignatures(request: MessagesRequest): string | null {
  for (const [i, { content }] of request.messages.entries()) {
    for (const [j, block] of content.entries()) {
      if (block.type !== "thinking") continue;
      const { thinking, signature } = block;
      const where = `messages.${i}.content.${j}: Invalid \`signature\` in \`thinking\` block`;
      if (typeof thinking !== "string" || typeof signature !== "string") return where;
      const fault = signatureFault(thinking, signature, prefixOf(request, request.messages.slice(0, i)));
      if (fault === "altered") return where;
      if (fault === "moved")
        return `${where}. The block is bound to a different conversation. Remove the block.`;
    }
  }
  return null;
}

/** Newer models take no beginning of their own reply; a paused one goes on after a tool of the service. */
function checkEnd(messages: readonly RequestMessage[]): string | null {
  const last = messages.at(-1);
  if (last?.role !== "assistant") return null;
  const block = last.content.at(-1);
  if (block?.type === "server_tool_use") return null;
  if (typeof block?.text === "string" && block.text !== block.text.trimEnd()) {
    return "messages: final assistant content cannot end with trailing whitespace";
  }
  return "This model does not support assistant message prefill. The conversation must end with a user message.";
}
