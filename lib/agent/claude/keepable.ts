import "server-only";
import type { Reply } from "./read-stream.ts";
import { type Block, isText, isThinking, isToolCall } from "./wire.ts";

/** Blocks that the service takes back in an assistant's message; others it may add later are its own affair. */
const TAKEN_BACK =
  /^(redacted_thinking|fallback|compaction|server_tool_use|mcp_tool_use|container_upload|\w+_tool_result)$/;

/** A whole reply as it has to be sent back: word for word, without empty texts and what cannot be sent. */
export function sendable(reply: Reply): Block[] {
  return reply.blocks.filter((block) => {
    if (block.type === "text") return isText(block);
    if (block.type === "thinking") return isSigned(block);
    return isToolCall(block) || TAKEN_BACK.test(block.type);
  });
}

/** What can be sent back of a reply that broke off: its finished thoughts and all its words; no tool calls. */
export function sendableOfPart(reply: Reply): Block[] {
  return sendable(reply)
    .filter((block) => isText(block) || isThinking(block))
    .map((block) => (isText(block) ? { ...block, text: block.text.trimEnd() } : block));
}

/** The words of a message. */
export function wordsOf(blocks: readonly Block[]): string {
  return blocks
    .filter(isText)
    .map((block) => block.text)
    .join("\n\n");
}

/** A thought that broke off has no signature yet. */
function isSigned(block: Block): boolean {
  return typeof block.signature === "string" && block.signature !== "";
}
