import { expect, test } from "@playwright/test";
import { answered, answerTo, ask, SALES_CSV, signUp, upload } from "./steps.ts";

const QUESTION = "what is the average amount by region?";

test("from sign-up to deletion: upload, ask, read the right numbers, rename, share, fork, delete", async ({
  page,
  browser,
}) => {
  await signUp(page);
  await upload(page, "sales.csv", SALES_CSV);

  await test.step("an answer with table, chart and sentence, all with the right numbers", async () => {
    await ask(page, QUESTION);
    await answered(page);
    const answer = answerTo(page, QUESTION);
    const rows = answer.getByRole("row");
    for (const [region, average] of [
      ["South", "60"],
      ["East", "45"],
      ["North", "20"],
      ["West", "5"],
    ] as const) {
      await expect(rows.filter({ hasText: region }).first()).toContainText(average);
    }
    await expect(
      answer.locator("figure svg[role], figure .chart-figure svg, figure svg").first(),
    ).toBeVisible();
    await expect(answer.locator("p").filter({ hasText: /60/ }).first()).toContainText("South");
  });

  await test.step("the next day everything is still there, before any script", async () => {
    const url = page.url();
    const plain = await browser.newContext({
      javaScriptEnabled: false,
      storageState: await page.context().storageState(),
    });
    const tab = await plain.newPage();
    await tab.goto(url);
    await expect(tab.getByRole("heading", { name: QUESTION })).toBeVisible();
    await expect(tab.getByRole("row").filter({ hasText: "South" }).first()).toContainText("60");
    await expect(tab.locator(".chart-figure svg").first()).toBeVisible();
    await plain.close();
  });

  await test.step("renaming in place", async () => {
    await page.getByRole("button", { name: "Rename session" }).click();
    await page.getByLabel("Session title").fill("Regions, my reading");
    await page.getByLabel("Session title").press("Enter");
    await page.reload();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Regions, my reading");
  });

  const shared = await test.step("a shared link opens without an account, and can be forked", async () => {
    await page.getByRole("button", { name: /^Share/ }).click();
    await page.getByRole("button", { name: "Create link" }).click();
    const link = await page.getByLabel("Shared link").inputValue();
    const visitor = await browser.newContext();
    const tab = await visitor.newPage();
    await tab.goto(link);
    await expect(tab.getByRole("heading", { name: QUESTION })).toBeVisible();
    await expect(tab.getByRole("row").filter({ hasText: "South" }).first()).toContainText("60");
    await expect(tab.locator('meta[property="og:title"]')).toHaveAttribute("content", /Regions, my reading/);
    await signUp(tab);
    await tab.goto(link);
    await tab.getByRole("button", { name: "Make it yours" }).click();
    await expect(tab).toHaveURL(/\/sessions\/[0-9a-f-]{36}/);
    await expect(tab.getByRole("heading", { name: QUESTION })).toBeVisible();
    return { link, visitor, tab };
  });

  await test.step("deleting: the page waits for an undo, then all is gone, and the fork lives on", async () => {
    const sessionPath = new URL(page.url()).pathname;
    await page.goto("/sessions");
    await page.getByRole("button", { name: "Delete Regions, my reading" }).click();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByRole("link", { name: "Regions, my reading" })).toBeVisible();
    await page.getByRole("button", { name: "Delete Regions, my reading" }).click();
    await expect(page.getByRole("link", { name: "Regions, my reading" })).toHaveCount(0);
    await expect(async () =>
      expect((await page.request.get(`/api/v1${sessionPath}`)).status()).toBe(404),
    ).toPass({
      timeout: 15_000,
    });
    expect((await page.goto(sessionPath))?.status()).toBe(404);
    expect((await page.goto(shared.link))?.status()).toBe(404);
    await shared.tab.reload();
    await expect(shared.tab.getByRole("row").filter({ hasText: "South" }).first()).toContainText("60");
    await shared.visitor.close();
  });
});

test("a sample is one click away from the first page, and is looked over", async ({ page }) => {
  await page.goto("/");
  await page
    .getByRole("link", { name: /sample/i })
    .first()
    .click();
  await expect(page).toHaveURL(/\/sign-up\?/);
  await page.getByLabel("E-mail").fill(`${crypto.randomUUID()}@example.com`);
  await page.getByLabel("Password").fill("violet kayak 99");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page).toHaveURL(/\/sessions\/[0-9a-f-]{36}$/, { timeout: 20_000 });
  await page.getByRole("button", { name: "Look it over for me" }).click();
  await expect(page.getByRole("button", { name: "Stop" })).toBeVisible();
  await answered(page);
  await expect(page.locator("figure svg").first()).toBeVisible();
});

test("a file that is no table is refused with a sentence, and nothing is left behind", async ({ page }) => {
  await signUp(page);
  await page.goto("/sessions/new");
  await page.waitForLoadState("networkidle");
  await page
    .getByLabel("Upload files")
    .first()
    .setInputFiles({
      name: "picture.csv",
      mimeType: "text/csv",
      buffer: Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "latin1"),
    });
  await expect(
    page
      .getByText(/CSV/)
      .filter({ hasText: /Parquet/ })
      .last(),
  ).toBeVisible();
  await expect(page.getByRole("alert").first()).toContainText(/picture\.csv|PNG|not/i);
  expect((await (await page.request.get("/api/v1/sessions")).json()).count).toBe(0);
});
