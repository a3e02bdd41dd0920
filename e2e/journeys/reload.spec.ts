import { expect, test } from "@playwright/test";
import { signUp, upload } from "./steps.ts";

/** The order of its dates cannot be told: no day is beyond the twelfth. */
const ORDERS = `order;placed;amount
00071;03/04/2024;1.234,50
00072;05/06/2024;7,25
00073;01/02/2024;12,00
`;

test("who knows better corrects how a file is read, sees it at once, and loads it again", {
  tag: "@analyst",
}, async ({ page }) => {
  await signUp(page);
  await upload(page, "orders.csv", ORDERS);
  const panel = page.getByRole("complementary", { name: "Data" });
  await panel.getByText(/^Receipt/).click();
  await expect(panel.getByText("semicolon")).toBeVisible();
  await expect(panel.getByText("Values taken differently")).toBeVisible();

  await panel.getByRole("button", { name: "Change how orders.csv is read" }).click();
  const dialog = page.getByRole("dialog", { name: "How orders.csv is read" });
  await expect(dialog.getByText("3 columns, first 3 rows")).toBeVisible();
  await expect(dialog.getByRole("cell", { name: "00071" })).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Load again" })).toBeDisabled();

  await test.step("a wrong separator shows what it would make of the file", async () => {
    await dialog.getByLabel("Separator").selectOption({ label: "Vertical bar  |" });
    await expect(dialog.getByText(/^1 column, first/)).toBeVisible();
    await dialog.getByRole("button", { name: "As found" }).click();
    await expect(dialog.getByText("3 columns, first 3 rows")).toBeVisible();
  });

  await dialog.getByLabel("Order in dates").selectOption({ label: "Month, day, year" });
  await dialog.getByLabel("Type of order").selectOption({ label: "Number" });
  await dialog.getByRole("button", { name: "Load again" }).click();
  await expect(dialog).toBeHidden();
  await panel.getByText(/^Receipt/).click({ timeout: 20_000 });
  await expect(panel.getByText("month, day, year", { exact: true })).toBeVisible();
  await panel.getByRole("button", { name: "Open table orders" }).click();
  const table = page.getByRole("dialog", { name: "orders.csv" });
  await expect(table.getByRole("gridcell", { name: "71", exact: true })).toBeVisible();
  await expect(table.getByRole("gridcell", { name: "2024-03-04" })).toBeVisible();
});

test("rows that do not fit what a person says are listed, and can be had as a file", {
  tag: "@analyst",
}, async ({ page }) => {
  await signUp(page);
  await upload(page, "codes.csv", "code,amount\nA1,1\n17,2\n18,3\n");
  const panel = page.getByRole("complementary", { name: "Data" });
  await panel.getByRole("button", { name: "Change how codes.csv is read" }).click();
  const dialog = page.getByRole("dialog", { name: "How codes.csv is read" });
  await dialog.getByLabel("Type of code").selectOption({ label: "Number" });
  await dialog.getByRole("button", { name: "Load again" }).click();
  await expect(dialog).toBeHidden();
  await expect(panel.getByText("2 rows, 2 columns")).toBeVisible({ timeout: 20_000 });
  await panel.getByText(/^Receipt, 1 row left out/).click();
  await expect(panel.getByRole("heading", { name: "1 row left out" })).toBeVisible();
  const download = page.waitForEvent("download");
  await panel.getByRole("link", { name: "Download the rejected rows of codes.csv" }).click();
  expect((await download).suggestedFilename()).toMatch(/rejects\.csv$/);
});
