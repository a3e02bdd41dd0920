import "server-only";
import Anthropic from "@anthropic-ai/sdk";
import type { ClaudeSettings } from "./settings.ts";

const OFFICIAL = "https://api.anthropic.com";
const TIMEOUT_MS = 600_000;

/**
 * The SDK, without its own retries: a person must see each wait. The SDK sends the key as a bearer token; servers
 * of other makers often want the `x-api-key` of before, so they get both.
 */
export function claudeClient({ apiKey, baseUrl }: ClaudeSettings): Anthropic {
  return new Anthropic({
    apiKey,
    // The SDK adds /v1 itself; many write it into the address.
    baseURL: baseUrl?.replace(/\/v1\/?$/, "") ?? OFFICIAL,
    maxRetries: 0,
    timeout: TIMEOUT_MS,
    logLevel: "off",
    openTelemetry: false,
    ...(baseUrl !== undefined && { defaultHeaders: { "x-api-key": apiKey } }),
  });
}
