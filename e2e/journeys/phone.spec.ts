import { expect, type Page, test } from "@playwright/test";
import { answered, ask, SALES_CSV, signUp, upload } from "./steps.ts";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

/** What a thumb has to hit, in pixels. */
const THUMB = 40;

test("on a phone everything can be hit, charts change their kind, and nothing runs off the side", {
  tag: "@analyst",
}, async ({ page }) => {
  await signUp(page);
  await upload(page, "sales.csv", SALES_CSV);
  expect(await tooSmall(page), "a fresh session").toEqual([]);
  await ask(page, "total amount by region");
  await answered(page);
  await page.getByText("SQL", { exact: true }).first().click();
  expect(await tooSmall(page), "an answer").toEqual([]);

  await test.step("the chart as a pie is as wide as the window and says its parts", async () => {
    await page.getByLabel(/^Chart type of/).selectOption("arc");
    const chart = page.locator("figure .vega-embed svg");
    await expect(chart.getByText("South", { exact: true })).toBeVisible();
    const box = await chart.boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= 390).toBe(true);
    const letters = await chart
      .locator("text")
      .first()
      .evaluate((text) => text.getBoundingClientRect().height);
    expect(letters).toBeGreaterThan(9);
  });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test("a file dropped on a phone's page says where it goes, and joins", { tag: "@analyst" }, async ({
  page,
}) => {
  await signUp(page);
  await upload(page, "sales.csv", SALES_CSV);
  await drag(page, "dragenter");
  await expect(page.getByText(/drop/i).last()).toBeInViewport({ ratio: 1 });
  await drag(page, "drop");
  await expect(page.getByText("more.csv", { exact: true }).first()).toBeVisible();
});

/** A file from elsewhere over the page. */
async function drag(page: Page, type: "dragenter" | "drop"): Promise<void> {
  await page.evaluate((name) => {
    const files = new DataTransfer();
    files.items.add(new File(["region,amount\nNorth,1\n"], "more.csv", { type: "text/csv" }));
    window.dispatchEvent(new DragEvent(name, { dataTransfer: files, bubbles: true, cancelable: true }));
  }, type);
}

/** Controls on the page that are lower than a thumb, by their names. */
function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate((least) => {
    const controls = document.querySelectorAll<HTMLElement>("button, summary, select, textarea, a[download]");
    return [...controls]
      .filter((control) => control.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .map((control) => ({ control, height: control.getBoundingClientRect().height }))
      .filter(({ height }) => height > 0 && height < least)
      .map(({ control, height }) => `${control.ariaLabel ?? control.textContent} ${height}`);
  }, THUMB);
}
