import { type Exchange, sectionKey } from "./exchanges.ts";

/** A conversation of at most so many exchanges stands in the page whole. */
export const SHORT = 12;
/** Of a longer one, so many are whole when it arrives. */
const WINDOW = 6;

/** The exchanges `from` (inclusive) to `to` (exclusive). */
export interface Range {
  from: number;
  to: number;
}

/** What is whole on arrival: all of a short conversation; of a long one the latest, or those before the message of that id. */
export function arrivalWindow(exchanges: readonly Exchange[], before: string | null): Range {
  if (exchanges.length <= SHORT) return { from: 0, to: exchanges.length };
  const at = before === null ? -1 : exchanges.findIndex((exchange) => holds(exchange, before));
  const to = at > 0 ? at : exchanges.length;
  return { from: Math.max(0, to - WINDOW), to };
}

/** The query of a page that has the exchange at `at` whole, for who reads without scripts. */
export function addressOf(exchanges: readonly Exchange[], at: number): string {
  const next = exchanges[at + 1];
  return next ? `?before=${encodeURIComponent(sectionKey(next))}` : "?";
}

function holds({ question, answers }: Exchange, id: string): boolean {
  return question?.id === id || answers.some((answer) => answer.id === id);
}
