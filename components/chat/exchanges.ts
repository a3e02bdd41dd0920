import type { ChatMessage, DataParts } from "#lib/sessions/schema.ts";

/** A question with the answers to it: what a notebook shows as one section. */
export interface Exchange {
  question: ChatMessage | null;
  answers: ChatMessage[];
}

/** Splits a conversation at its questions. Answers before the first one stand in a section without a question. */
export function exchangesOf(messages: readonly ChatMessage[]): Exchange[] {
  const exchanges: Exchange[] = [];
  for (const message of messages) {
    const last = exchanges.at(-1);
    if (message.role === "user") exchanges.push({ question: message, answers: [] });
    else if (last) last.answers.push(message);
    else exchanges.push({ question: null, answers: [message] });
  }
  return exchanges;
}

/** What was asked, in words. */
export function questionText(message: ChatMessage): string {
  if (message.metadata?.auto_analyze) return "Look it over for me";
  return textOf(message);
}

export function textOf(message: ChatMessage): string {
  return message.parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n\n");
}

/** Every result shown in the conversation, by its id. */
export function resultsOf(messages: readonly ChatMessage[]): Map<string, DataParts["query-result"]> {
  const results = new Map<string, DataParts["query-result"]>();
  for (const message of messages) {
    for (const part of message.parts) {
      if (part.type === "data-query-result" && part.data.result_id)
        results.set(part.data.result_id, part.data);
    }
  }
  return results;
}
