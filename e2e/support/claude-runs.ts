import { afterAll, afterEach, beforeAll } from "vitest";
import type { Context } from "#lib/core/context.ts";
import { drainRuns } from "#lib/sessions/runs/drain-runs.ts";
import { startRun } from "#lib/sessions/runs/start-run.ts";
import { type ClaudeStandIn, startClaudeStandIn } from "./claude/stand-in.ts";
import { newPerson } from "./person.ts";

/** For a test file: somebody whose questions the stand-in of Claude answers. Filled in before the first test. */
export interface ClaudeRuns {
  claude: ClaudeStandIn;
  ctx: Context;
  ask(session_id: string, words: string): ReturnType<typeof startRun>;
}

/** Starts the stand-in and makes a person before the file's tests; no run outlives its test. */
export function claudeRuns(): ClaudeRuns {
  const runs = {
    ask: (session_id: string, words: string) =>
      startRun({ ctx: runs.ctx, input: { session_id, ask: { text: words } } }),
  } as ClaudeRuns;
  beforeAll(async () => {
    runs.claude = await startClaudeStandIn();
    process.env.ANTHROPIC_API_KEY = "test-key";
    process.env.ANTHROPIC_BASE_URL = runs.claude.url;
    runs.ctx = await newPerson();
  });
  afterEach(async () => {
    await drainRuns();
  });
  afterAll(() => runs.claude.close());
  return runs;
}
