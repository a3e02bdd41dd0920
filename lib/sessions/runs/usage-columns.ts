import { costOf } from "#lib/billing/cost-of.ts";
import type { Usage } from "#lib/billing/schema.ts";
import type { Run } from "#lib/db/generated/client.ts";

/** A run's tokens and their price, as its row keeps them. */
export function usageColumns(usage: Usage) {
  return {
    model: usage.model,
    inputTokens: usage.input_tokens,
    outputTokens: usage.output_tokens,
    cacheReadTokens: usage.cache_read_tokens,
    cacheWriteTokens: usage.cache_write_tokens,
    costUsd: costOf(usage),
  };
}

export function usageOf(run: Run): Usage {
  return {
    input_tokens: run.inputTokens,
    output_tokens: run.outputTokens,
    cache_read_tokens: run.cacheReadTokens,
    cache_write_tokens: run.cacheWriteTokens,
    model: run.model,
  };
}
