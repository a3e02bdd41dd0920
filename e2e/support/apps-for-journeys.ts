import { UNLIMITED } from "#e2e/support/app-for-tests.ts";
import { startClaudeStandIn } from "#e2e/support/claude/stand-in.ts";
import { startApp } from "#e2e/support/start-app.ts";

/** Playwright's global set-up: the built app twice, once with the built-in analyst and once with Claude's stand-in. */
export default async function setup(): Promise<() => Promise<void>> {
  const standIn = await startClaudeStandIn();
  const claude = { ANTHROPIC_API_KEY: "sk-stand-in", ANTHROPIC_BASE_URL: standIn.url };
  const [analystApp, claudeApp] = await Promise.all([
    startApp({ env: UNLIMITED }),
    startApp({ env: { ...UNLIMITED, ...claude } }),
  ]);
  process.env.ANALYST_URL = analystApp.url;
  process.env.CLAUDE_URL = claudeApp.url;
  return async () => {
    await Promise.all([analystApp.stop(), claudeApp.stop()]);
    await standIn.close();
  };
}
