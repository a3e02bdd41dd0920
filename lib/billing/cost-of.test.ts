import { describe, expect, test } from "vitest";
import { costOf } from "./cost-of.ts";
import { PRICES } from "./prices.ts";
import { NO_USAGE } from "./schema.ts";

const usage = (model: string | null) => ({
  input_tokens: 1_000_000,
  output_tokens: 100_000,
  cache_read_tokens: 2_000_000,
  cache_write_tokens: 400_000,
  model,
});

describe("costOf", () => {
  test("charges every kind of token at its own price", () => {
    // 1 × 2 + 0.1 × 10 + 2 × 0.10 + 0.4 × 2.50
    expect(costOf(usage("claude-sonnet-5-5"))).toBe(4.2);
  });

  test("takes a dated id and a gateway's prefix for the same family", () => {
    expect(costOf(usage("claude-haiku-4-5-20251001"))).toBe(costOf(usage("claude-haiku-4-5")));
    expect(costOf(usage("anthropic/claude-sonnet-5-5"))).toBe(4.2);
  });

  test("does not take one family for another that begins alike", () => {
    expect(costOf(usage("claude-sonnet-5"))).not.toBe(costOf(usage("claude-sonnet-5-5")));
    expect(costOf(usage("claude-sonnet-5-50"))).toBeNull();
  });

  test("knows no price for a strange model, none at all, or a name from the prototype", () => {
    expect(costOf(usage("llama-9"))).toBeNull();
    expect(costOf(usage("constructor"))).toBeNull();
    expect(costOf(NO_USAGE)).toBeNull();
  });

  test("has no price of zero or below, and reads from the cache cheaper than it writes", () => {
    for (const [family, price] of Object.entries(PRICES)) {
      expect(Math.min(...Object.values(price)), family).toBeGreaterThan(0);
      expect(price.cache_read, family).toBeLessThan(price.input);
      expect(price.cache_write, family).toBeGreaterThan(price.input);
    }
  });

  test("a run that was asked and used nothing costs nothing", () => {
    expect(costOf({ ...NO_USAGE, model: "claude-opus-5-5" })).toBe(0);
  });
});
