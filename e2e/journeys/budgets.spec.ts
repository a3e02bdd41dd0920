import { expect, test } from "@playwright/test";
import { scriptBytes } from "#e2e/support/pages/script-bytes.ts";
import { watchPerformance, whatHappened } from "#e2e/support/pages/watch-performance.ts";
import { SignedUp } from "#e2e/support/signed-up.ts";
import { answered, ask, SALES_CSV } from "./steps.ts";

const KB = 1024;

test("first visits stay light: landing under 170 KB of JavaScript, session and shared page under 320 KB", {
  tag: "@analyst",
}, async ({ browser, baseURL }) => {
  const person = await SignedUp.at(baseURL!);
  const sessionId = await person.upload("sales.csv", SALES_CSV);
  await person.ask(sessionId, "what is the average amount by region?");
  const shared = await person.share(sessionId);

  const budgets = { "/": 170, [`/sessions/${sessionId}`]: 320, [shared]: 320 };
  for (const [path, kilobytes] of Object.entries(budgets)) {
    const context = await browser.newContext();
    if (path.startsWith("/sessions")) await context.addCookies(person.cookies);
    expect(await scriptBytes(await context.newPage(), baseURL + path), path).toBeLessThan(kilobytes * KB);
    await context.close();
  }
});

test("the page stays where it is while answers stream in", async ({ page, baseURL }) => {
  const person = await SignedUp.at(baseURL!);
  const sessionId = await person.upload("sales.csv", SALES_CSV);
  await page.context().addCookies(person.cookies);
  await watchPerformance(page);
  await page.goto(`/sessions/${sessionId}`, { waitUntil: "networkidle" });
  await whatHappened(page);
  for (const question of ["what is the average amount by region?", "total amount by month"]) {
    await ask(page, question);
    await answered(page);
    // A chart that has streamed in is drawn when Vega has come.
    await page.waitForLoadState("networkidle");
    expect((await whatHappened(page)).layoutShift, question).toBeLessThan(0.05);
  }
});
