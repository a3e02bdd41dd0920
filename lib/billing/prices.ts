/** USD per million tokens. `cache_write` is the five-minute cache, the only one we ask for. */
export interface Price {
  input: number;
  output: number;
  cache_read: number;
  cache_write: number;
}

/** The day on which the table was last compared with platform.claude.com/docs/en/about-claude/pricing. */
export const PRICES_AS_OF = "2026-11-20";

/** Cache prices as the list has them for most models: writing 1.25 times, reading a tenth of the input price. */
const listed = (input: number, output: number, cache_read = input / 10): Price => ({
  input,
  output,
  cache_read,
  cache_write: input * 1.25,
});

/**
 * By family: a model's id is the family's, alone or with a date behind it (`claude-haiku-4-5-20251001`). Haiku 5.5
 * costs this for prompts up to 100,000 tokens, which is more than a conversation is allowed to grow to here.
 */
export const PRICES: Readonly<Record<string, Price>> = {
  "claude-fable-5-2": listed(8, 40, 0.2),
  "claude-fable-5-1": listed(10, 50, 0.25),
  "claude-fable-5": listed(10, 50),
  "claude-mythos-5-1": listed(10, 50, 0.25),
  "claude-mythos-5": listed(10, 50),
  "claude-opus-5-5": listed(4, 20, 0.2),
  "claude-opus-5": listed(5, 25),
  "claude-opus-4-8": listed(5, 25),
  "claude-opus-4-7": listed(5, 25),
  "claude-opus-4-6": listed(5, 25),
  "claude-opus-4-5": listed(5, 25),
  "claude-opus-4-1": listed(15, 75),
  "claude-sonnet-5-5": listed(2, 10, 0.1),
  "claude-sonnet-5": listed(2, 10),
  "claude-sonnet-4-6": listed(3, 15),
  "claude-sonnet-4-5": listed(3, 15),
  "claude-sonnet-4": listed(3, 15),
  "claude-haiku-5-5": listed(0.1, 0.5),
  "claude-haiku-4-5": listed(1, 5),
  "claude-3-5-haiku": listed(0.8, 4),
};
