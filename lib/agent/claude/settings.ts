import "server-only";

export interface ClaudeSettings {
  apiKey: string;
  /** Another server that speaks the Messages API. */
  baseUrl: string | undefined;
  model: string;
  /** The first wait after a failure without `retry-after`; each further one is twice as long. */
  retryBaseMs?: number;
}

/** Tokens one reply may have, its thinking included. */
export const MAX_TOKENS = 16_000;

/** Requests with tools that one answer may take; the next one has to conclude. */
export const MAX_ROUNDS = 24;

/**
 * How much of the past is sent word for word, in tokens. Well below every model's window, so that a turn's own queries
 * fit too, and below the prompt length from which some models cost more.
 */
export const HISTORY_TOKENS = 60_000;

type Thinking = { type: "between_tools" } | { type: "disabled" };

/**
 * Sonnet 5.5 thinks before it speaks unless told otherwise, and then what it says between tool calls comes back hidden
 * among its thoughts. People here watch the work happen, so it thinks between tools instead. Other models keep
 * their own default.
 */
export function thinkingFor(model: string): Thinking | undefined {
  return /^claude-sonnet-5-5\b/.test(model) ? { type: "between_tools" } : undefined;
}

/** Thinking counts as output, so a title of a few tokens needs it off; where that is not possible, it needs room. */
export function thinkingForTitle(model: string): { thinking?: Thinking; max_tokens: number } {
  const between = thinkingFor(model);
  if (between) return { thinking: between, max_tokens: 30 };
  if (/^claude-(sonnet|opus)-5(-\d{8})?$/.test(model)) {
    return { thinking: { type: "disabled" }, max_tokens: 30 };
  }
  const thinksByDefault = /^claude-(fable|mythos|opus-5|haiku-5)/.test(model);
  return { max_tokens: thinksByDefault ? 1024 : 30 };
}
