import { expect, type Page, test } from "@playwright/test";
import { answered, ask, SALES_CSV, signUp, upload } from "./steps.ts";

/** Starts an answer that takes seconds, or at a crawl until it is stopped: the stand-in's slow tokens. */
async function startLongAnswer(page: Page, pace: "slow" | "crawl"): Promise<string> {
  await signUp(page);
  await upload(page, "sales.csv", SALES_CSV);
  await ask(page, `[${pace}] what is the average amount by region?`);
  await expect(page.getByRole("button", { name: "Stop" })).toBeVisible();
  return page.url();
}

const sessionOf = (page: Page) => page.request.get(page.url().replace("/sessions/", "/api/v1/sessions/"));

test("an answer in progress survives a reload, and stop ends it within a second", async ({ page }) => {
  await startLongAnswer(page, "crawl");
  await page.reload();
  await expect(page.getByRole("button", { name: "Stop" })).toBeVisible();
  const started = Date.now();
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByText("Stopped. What had been said is kept.")).toBeVisible({ timeout: 3000 });
  expect(Date.now() - started).toBeLessThan(3000);
  const session = await (await sessionOf(page)).json();
  expect(session.messages.at(-1).metadata.status).toBe("stopped");
  await page.reload();
  await expect(page.getByText("Stopped. What had been said is kept.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
});

test("closing the tab stops nothing; a second tab joins and reads the whole answer", async ({
  page,
  context,
}) => {
  const url = await startLongAnswer(page, "slow");
  await page.close();
  const tab = await context.newPage();
  await tab.goto(url);
  await answered(tab);
  const session = await (await sessionOf(tab)).json();
  expect(session.messages.at(-1).metadata.status).toBe("complete");
  await expect(tab.locator("figure svg").first()).toBeVisible();
});
