import "server-only";
import { z } from "zod";
import type { Json } from "#lib/core/schema.ts";
import { isToolCall, type Message, message } from "./wire.ts";

/** Stands for a turn that Claude declined: asked again, it would decline everything after it too. */
export const REFUSED: Json = { refused: true };

/**
 * A stored turn, ready to be sent again; "refused" when it must not be, null when it cannot be: it has to begin with
 * the user, alternate, end with the assistant, and answer every tool call in the message right after.
 */
export function readTranscript(stored: readonly Json[]): Message[] | "refused" | null {
  if (stored.some((entry) => isRefused(entry))) return "refused";
  const parsed = z.array(message).safeParse(stored);
  return parsed.success && isComplete(parsed.data) ? parsed.data : null;
}

function isRefused(entry: Json): boolean {
  return z.looseObject({ refused: z.literal(true) }).safeParse(entry).success;
}

function isComplete(messages: readonly Message[]): boolean {
  if (messages.length === 0 || messages.length % 2 !== 0) return false;
  return messages.every((current, i) => {
    if (current.role !== (i % 2 === 0 ? "user" : "assistant")) return false;
    const calls = current.content.filter(isToolCall).map((call) => call.id);
    const answers = (messages[i + 1]?.content ?? [])
      .filter((block) => block.type === "tool_result")
      .map((block) => block.tool_use_id);
    return (
      current.role === "user" ||
      (calls.length === answers.length && calls.every((id) => answers.includes(id)))
    );
  });
}
