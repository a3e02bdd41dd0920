import "server-only";
import type { Planner } from "#lib/agent/schema.ts";
import { env } from "#lib/core/env.ts";
import { singleton } from "#lib/core/singleton.ts";
import { analyst } from "./analyst/analyst.ts";
import { claudePlanner } from "./claude/claude.ts";

/** Claude when there is a key for it, the built-in analyst otherwise. */
export function choosePlanner(): Planner {
  const { anthropicApiKey, anthropicBaseUrl, anthropicModel } = env();
  if (anthropicApiKey === undefined) return analyst;
  const key = JSON.stringify([anthropicApiKey, anthropicBaseUrl, anthropicModel]);
  const planners = singleton("claude-planners", () => new Map<string, Planner>());
  const made =
    planners.get(key) ??
    claudePlanner({ apiKey: anthropicApiKey, baseUrl: anthropicBaseUrl, model: anthropicModel });
  planners.set(key, made);
  return made;
}
