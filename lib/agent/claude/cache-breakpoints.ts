import "server-only";
import type Anthropic from "@anthropic-ai/sdk";
import { SYSTEM_PROMPT } from "./system-prompt.ts";
import { type Block, isThinking, type Message } from "./wire.ts";

const cache_control = { type: "ephemeral" } as const;

/** The system prompt with the first of three breakpoints; tools come before it in the cached prefix. */
export function cachedSystem(): Anthropic.TextBlockParam[] {
  return [{ type: "text", text: SYSTEM_PROMPT, cache_control }];
}

/**
 * The messages with the other two breakpoints: at the end of the past, which the next question shares, and at the last
 * message, which the next request of this answer shares. Four is the service's limit.
 */
export function withBreakpoints(past: readonly Message[], now: readonly Message[]): Message[] {
  return [...markedAtEnd(past), ...markedAtEnd(now)];
}

function markedAtEnd(messages: readonly Message[]): Message[] {
  const last = messages.at(-1);
  const at = last?.content.findLastIndex(canCarry) ?? -1;
  if (!last || at === -1) return [...messages];
  const content = last.content.map((block, i): Block => (i === at ? { ...block, cache_control } : block));
  return [...messages.slice(0, -1), { role: last.role, content }];
}

function canCarry(block: Block): boolean {
  return !isThinking(block) && ["text", "tool_use", "tool_result"].includes(block.type);
}
