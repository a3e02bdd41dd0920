import "server-only";
import type { Planner } from "#lib/agent/schema.ts";
import { claudeClient } from "./client.ts";
import { converse } from "./converse.ts";
import { makeTitle } from "./make-title.ts";
import type { ClaudeSettings } from "./settings.ts";

/** The planner that is a model: the Messages API's streaming loop over the session's tools. */
export function claudePlanner(settings: ClaudeSettings): Planner {
  const client = claudeClient(settings);
  return {
    name: "claude",
    run: (turn) => converse(client, settings, turn),
    title: (input) => makeTitle(client, settings, input),
  };
}
