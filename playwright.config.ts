import { defineConfig } from "@playwright/test";
import { findChromium } from "#e2e/support/find-chromium.ts";

const { executablePath, args, env } = await findChromium();

/** Each journey is walked with both planners, those marked @analyst only with it, `.claude.spec.ts` only with Claude; `test.info().project.name` tells which. */
export default defineConfig({
  testDir: "e2e/journeys",
  globalSetup: "./e2e/support/apps-for-journeys.ts",
  fullyParallel: false,
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  outputDir: "test-results/journeys",
  snapshotPathTemplate: "{testDir}/pixels/{arg}{ext}",
  use: {
    viewport: { width: 1280, height: 800 },
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: { executablePath, args, env: { ...inherited(), ...env } },
  },
  projects: [
    { name: "analyst", testIgnore: "**/*.claude.spec.ts", use: { baseURL: process.env.ANALYST_URL } },
    { name: "claude", grepInvert: /@analyst/, use: { baseURL: process.env.CLAUDE_URL } },
  ],
});

function inherited(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
