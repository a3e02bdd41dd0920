import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { answered, ask, SALES_CSV, signUp, upload } from "./steps.ts";

const ROWS = 1_050_000;

/** Ids 1 to ROWS; every tenth amount is missing. */
function longCsv(): Buffer {
  const lines = ["id,city,amount,day"];
  for (let id = 1; id <= ROWS; id++) {
    const amount = id % 10 === 0 ? "" : ((id * 7919) % 100_000) / 100;
    lines.push(
      `${id},${CITIES[id % CITIES.length]},${amount},2024-${String(1 + (id % 12)).padStart(2, "0")}-15`,
    );
  }
  return Buffer.from(`${lines.join("\n")}\n`);
}
const CITIES = ["Oslo", "Bergen", "Tromsø", "Bodø"];

const cell = (page: Page, text: string) => page.getByRole("gridcell", { name: text, exact: true }).first();

test("a million rows: scrolled, sorted, filtered, and each column described", async ({ page }) => {
  test.slow();
  await signUp(page);
  await upload(page, "cities.csv", longCsv());
  const panel = page.getByRole("complementary", { name: "Data" });
  await expect(panel.getByText("1,050,000 rows")).toBeVisible();

  await test.step("the receipt tells what was read", async () => {
    await panel.getByText("Receipt, no warnings").click();
    await expect(panel.getByText("Rows loaded")).toBeVisible();
    await expect(panel.getByText(/^[0-9a-f]{64}$/)).toBeVisible();
  });

  await test.step("a column's profile opens with its figures and closes back to where it was", async () => {
    const amount = panel.getByRole("button", { name: /^amount/ });
    await expect(amount).toContainText("10 % missing", { timeout: 30_000 });
    await amount.click();
    const profile = page.getByRole("dialog", { name: "amount" });
    await expect(profile.getByRole("img")).toBeVisible();
    await expect(profile).toContainText("105,000, 10 %");
    await page.keyboard.press("Escape");
    await expect(amount).toBeFocused();
    await panel.getByRole("button", { name: /^city/ }).click();
    await expect(page.getByRole("dialog", { name: "city" }).getByRole("listitem").first()).toContainText(
      "25 %",
    );
    await page.keyboard.press("Escape");
  });

  await panel.getByRole("button", { name: "Open table cities" }).click();
  const dialog = page.getByRole("dialog", { name: "cities.csv" });
  const grid = dialog.getByRole("grid");
  const fewElements = async () => {
    expect(await grid.getByRole("row").count()).toBeLessThan(80);
    expect(await grid.evaluate((element) => element.querySelectorAll("*").length)).toBeLessThan(1200);
  };

  await test.step("row 1,000,000 is reached by number, by scrolling and by keys, with few elements", async () => {
    await expect(cell(page, "Bergen")).toBeVisible();
    await dialog.getByLabel("Go to row").fill("1,000,000");
    await dialog.getByLabel("Go to row").press("Enter");
    await expect(grid.getByRole("row", { name: /^1,000,000 1,000,000|^1,000,000 1000000/ })).toBeVisible();
    await fewElements();
    await grid.focus();
    await page.keyboard.press("Control+End");
    await expect(grid.getByRole("rowheader", { name: "1,050,000" })).toBeVisible();
    await page.keyboard.press("PageUp");
    await page.keyboard.press("Control+Home");
    await expect(grid.getByRole("rowheader", { name: "1", exact: true })).toBeVisible();
    await grid.evaluate((element) => element.scrollTo({ top: element.scrollHeight / 2 }));
    await expect(grid.getByRole("rowheader", { name: /^52\d,\d{3}$/ }).first()).toBeVisible();
    await fewElements();
  });

  await test.step("sorting goes down, up and back, by the mouse and by keys", async () => {
    const amount = grid.getByRole("columnheader", { name: /amount/ });
    await amount.click();
    await expect(dialog.getByText("by amount, ascending")).toBeVisible({ timeout: 30_000 });
    await amount.click();
    await expect(amount).toHaveAttribute("aria-sort", "descending");
    await grid.focus();
    await page.keyboard.press("Control+Home");
    await expect(cell(page, "999.99")).toBeVisible({ timeout: 30_000 });
    await page.keyboard.press("Control+End");
    await expect(cell(page, "null")).toBeVisible({ timeout: 30_000 });
    await dialog.getByRole("button", { name: "Back to the file’s order" }).click();
    await expect(dialog.getByText("in the file’s order")).toBeVisible();
  });

  await test.step("filters narrow the rows and can be taken away", async () => {
    await dialog.getByRole("button", { name: "Filter", exact: true }).click();
    await dialog.getByLabel("Column").selectOption("city");
    await dialog.getByLabel("Value").fill("tromsø");
    await dialog.getByLabel("Value").press("Enter");
    await expect(dialog.getByText("262,500 of 1,050,000 rows")).toBeVisible({ timeout: 30_000 });
    await dialog.getByRole("button", { name: "Filter", exact: true }).click();
    await dialog.getByLabel("Column").selectOption("amount");
    await dialog.getByLabel("Condition").selectOption("is_null");
    await dialog.getByRole("button", { name: "Apply" }).click();
    await expect(dialog.getByText("52,500 of 1,050,000 rows")).toBeVisible({ timeout: 30_000 });
    await dialog.getByRole("button", { name: "Remove the filter: amount is missing" }).click();
    await expect(dialog.getByText("262,500 of 1,050,000 rows")).toBeVisible();
  });

  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
});

test("a result is sorted, copied exactly, and a long one opens whole", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signUp(page);
  const rows = Array.from({ length: 900 }, (_, at) => `town ${at},${(at * 37) % 900}`);
  await upload(page, "towns.csv", `town,people\n${rows.join("\n")}\n`);
  await ask(page, "show 900 rows");
  await answered(page);
  const result = page
    .getByRole("figure")
    .filter({ has: page.getByRole("button", { name: "Show all 900 rows" }) });
  await result.getByRole("button", { name: "town", exact: true }).click();
  await expect(result.getByRole("row").nth(1)).toContainText("town 0");
  await expect(result).toContainText("sorted here");
  await result.getByRole("button", { name: /^Copy/ }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.split("\n")).toHaveLength(901);
  expect(copied.split("\n")[1]).toBe("town 0\t0");
  await result.getByRole("button", { name: "Show all 900 rows" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Go to row").fill("900");
  await dialog.getByLabel("Go to row").press("Enter");
  await expect(dialog.getByRole("rowheader", { name: "900" })).toBeVisible();
  expect(await dialog.getByRole("row").count()).toBeLessThan(80);
});

test("cells are selected and copied by keys", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signUp(page);
  await upload(page, "sales.csv", SALES_CSV);
  await page.getByRole("button", { name: "Open table sales" }).click();
  const grid = page.getByRole("grid");
  await expect(cell(page, "North")).toBeVisible();
  await grid.focus();
  for (const key of ["Control+Home", "Shift+ArrowRight", "Shift+ArrowDown", "Control+c"])
    await page.keyboard.press(key);
  await expect(page.getByText("Copied 4 cells.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("North\t10\nNorth\t30");
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(grid.getByRole("columnheader", { name: /Amount/i })).toHaveAttribute("aria-sort", "ascending");
  await expect(grid.getByRole("row").nth(1)).toContainText("West");
});

test("axe finds nothing in an open table, its filter form and a profile, in both themes", async ({
  page,
}) => {
  await signUp(page);
  await upload(page, "sales.csv", SALES_CSV);
  const expectNoViolation = async () => {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual(
        [],
      );
    }
  };
  await page.getByRole("button", { name: "Open table sales" }).click();
  await expect(cell(page, "North")).toBeVisible();
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await expectNoViolation();
  await page.keyboard.press("Escape");
  await expect(page.getByLabel("New filter")).toHaveCount(0);
  await expect(page.getByRole("grid")).toBeVisible();
  await page.keyboard.press("Escape");
  for (const column of [/^Amount/i, /^Region/i]) {
    await page.getByRole("button", { name: column }).first().click();
    await expect(page.getByText("Different values")).toBeVisible();
    await expectNoViolation();
    await page.keyboard.press("Escape");
  }
});
