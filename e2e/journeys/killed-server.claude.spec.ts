import { expect, test } from "@playwright/test";
import { startClaudeStandIn } from "#e2e/support/claude/stand-in.ts";
import { startApp } from "#e2e/support/start-app.ts";
import { answered, answerTo, ask, SALES_CSV, signUp, upload } from "./steps.ts";

const SLOW = "[slow] what is the average amount by region?";

test("the server killed in mid-answer: afterwards the log tells the truth and nothing runs", async ({
  browser,
}) => {
  const standIn = await startClaudeStandIn();
  const env = { ANTHROPIC_API_KEY: "sk-stand-in", ANTHROPIC_BASE_URL: standIn.url, RATE_RUNS: "0" };
  const first = await startApp({ env });
  const context = await browser.newContext({ baseURL: first.url });
  const page = await context.newPage();
  await signUp(page);
  await upload(page, "sales.csv", SALES_CSV);
  await ask(page, SLOW);
  const url = page.url();
  // The preview of the file has rows too: what must be kept is the answer's own table.
  await expect(answerTo(page, SLOW).getByRole("row").first()).toBeVisible();
  // Shown at once, stored up to 50 ms and a statement later: what is killed in between is lost, and that is known.
  await page.waitForTimeout(500);
  await first.stop("SIGKILL");

  const port = Number(new URL(first.url).port);
  const second = await startApp({ env, dataDir: first.dataDir, port });
  await page.goto(url);
  await expect(page.getByText(/The server went away in the middle of this answer/)).toBeVisible();
  await expect(answerTo(page, SLOW).getByRole("row").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Stop" })).toHaveCount(0);
  await ask(page, "what is the average amount by region?");
  await answered(page);
  await expect(page.getByRole("row").filter({ hasText: "South" }).last()).toContainText("60");
  await context.close();
  await second.stop();
  await standIn.close();
});
