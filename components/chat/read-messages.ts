import { problemOf } from "#components/ui/problem-of.ts";
import type { ChatMessage, MessageView } from "#lib/sessions/schema.ts";

/** The conversation as it is stored. @throws Error with a sentence for the person. */
export async function readMessages(sessionId: string): Promise<ChatMessage[]> {
  const reply = await fetch(`/api/v1/sessions/${sessionId}`, { headers: { accept: "application/json" } });
  if (!reply.ok) throw new Error(await problemOf(reply));
  return chatMessages(asSession(await reply.json()).messages);
}

/** Stored messages as the chat keeps them: the same parts, without the time they were stored at. */
export function chatMessages(messages: readonly MessageView[]): ChatMessage[] {
  return messages.map(({ id, role, parts, metadata }) => ({ id, role, parts, metadata }));
}

/** Our own server wrote this reply from the same schema; parsing it again would bring zod's full weight here. */
function asSession(body: unknown): { messages: MessageView[] } {
  return body as { messages: MessageView[] };
}
