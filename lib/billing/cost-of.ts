import "server-only";
import { PRICES, type Price } from "./prices.ts";
import type { Usage } from "./schema.ts";

const PER_MILLION = 1_000_000;

/** What the tokens cost in USD; null when no model was asked, or its price is not known. */
export function costOf(usage: Usage): number | null {
  const price = usage.model === null ? null : priceOf(usage.model);
  if (price === null) return null;
  const cost =
    usage.input_tokens * price.input +
    usage.output_tokens * price.output +
    usage.cache_read_tokens * price.cache_read +
    usage.cache_write_tokens * price.cache_write;
  // Millionths of a cent are noise of floating point.
  return Number((cost / PER_MILLION).toFixed(8));
}

/** `claude-sonnet-5-5`, `claude-sonnet-5-5-20260928` and `anthropic/claude-sonnet-5-5@latest` are one family; `claude-sonnet-5-50` is none. */
function priceOf(model: string): Price | null {
  const id = model.toLowerCase().replace(/^.*\//, "");
  const family = id.replace(/(-latest|[-@](\d{8}|latest|default))$/, "");
  return Object.hasOwn(PRICES, family) ? (PRICES[family] ?? null) : null;
}
