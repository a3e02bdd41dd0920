import type { ChartWithRows } from "#lib/charts/series-colors.ts";
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

/** Whether two lists hold the same messages: each keeps its identity until it changes, the list around it does not. */
export function isSameExchange(a: Exchange, b: Exchange): boolean {
  return (
    a.question === b.question &&
    a.answers.length === b.answers.length &&
    a.answers.every((answer, at) => answer === b.answers[at])
  );
}

/** The id in the page of an answer's section: `#a-<message id>` leads there, before any script. */
export function answerAnchor(messageId: string): string {
  return `a-${messageId}`;
}

/** The id of a section: that of its first answer, and of its question while there is none. */
export function sectionAnchor({ question, answers }: Exchange): string {
  return answerAnchor(answers[0]?.id ?? question?.id ?? "opening");
}

/** What names a section as long as it lives; its anchor changes once, when the answer begins. */
export function sectionKey({ question }: Exchange): string {
  return question?.id ?? "opening";
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

/** Every chart of the conversation with the rows of its result that stand on the page, oldest first. */
export function chartsOf(messages: readonly ChatMessage[]): ChartWithRows[] {
  const results = resultsOf(messages);
  return messages
    .flatMap(({ parts }) => parts)
    .flatMap((part) => {
      if (part.type !== "data-plot") return [];
      const { columns = [], rows = [] } = results.get(part.data.result_id) ?? {};
      return [{ spec: part.data.vega_lite_spec, columns, rows }];
    });
}
