import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { answered, ask, SALES_CSV, signUp, upload } from "./steps.ts";

test.use({ reducedMotion: "reduce" } as object);

async function expectNoViolation(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
    expect(found, `${page.url()} in ${colorScheme}`).toEqual([]);
  }
}

test("axe finds nothing on the pages of the main journey, in both themes", async ({ page }) => {
  for (const path of ["/", "/sign-in", "/sign-up"]) {
    await page.goto(path);
    await expectNoViolation(page);
  }
  await signUp(page);
  await expectNoViolation(page);
  await upload(page, "sales.csv", SALES_CSV);
  await expectNoViolation(page);
  await ask(page, "what is the average amount by region?");
  await answered(page);
  await expectNoViolation(page);
  await page.getByRole("button", { name: /^Share/ }).click();
  await page.getByRole("button", { name: "Create link" }).click();
  const link = await page.getByLabel("Shared link").inputValue();
  await expectNoViolation(page);
  for (const path of ["/sessions", "/settings", link]) {
    await page.goto(path);
    await expectNoViolation(page);
  }
});

test("no page breaks the content security policy", async ({ page }) => {
  const broken: string[] = [];
  page.on("console", (entry) => {
    if (/Content Security Policy|Refused to/i.test(entry.text()))
      broken.push(`${page.url()}: ${entry.text()}`);
  });
  await page.goto("/");
  await signUp(page);
  await upload(page, "sales.csv", SALES_CSV);
  await ask(page, "what is the average amount by region?");
  await answered(page);
  await page.locator("figure svg").first().hover();
  await page.waitForTimeout(1500);
  await page.goto("/settings");
  expect(broken).toEqual([]);
});
