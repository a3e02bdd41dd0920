import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { SALES_CSV, signUp, upload } from "./steps.ts";

test("an analysis is built by hand, checked as it is built, run, and had as JSON", {
  tag: "@analyst",
}, async ({ page }) => {
  await signUp(page);
  await upload(page, "sales.csv", SALES_CSV);
  await page.getByRole("link", { name: "Build an analysis" }).click();
  await expect(page.getByRole("heading", { name: "Build an analysis" })).toBeVisible();
  const form = page.getByRole("form", { name: "Plan" });
  await expect(page.getByText("This plan can run.")).toBeVisible();

  await form.getByLabel("Operation").selectOption({ label: "Mean" });
  const faults = page.getByRole("list", { name: "To be mended" });
  await expect(faults.getByText("target_column")).toBeVisible();
  await expect(form.getByRole("button", { name: "Run" })).toBeDisabled();
  await form.getByLabel("Target column").selectOption("Amount");
  await form.getByLabel("Group by").selectOption("Region");
  await form.getByRole("button", { name: "Add a condition" }).click();
  await form.getByLabel("Column of condition 1").selectOption("Region");
  await form.getByLabel("Operator of condition 1").selectOption({ label: "is not" });
  await form.getByLabel("Value of condition 1").fill("West");
  await expect(page.getByText("This plan can run.")).toBeVisible();
  await form.getByRole("button", { name: "Run" }).click();

  const result = page.getByRole("region", { name: "Result" });
  await expect(result.getByRole("row", { name: /South 60/ })).toBeVisible();
  await expect(result.getByRole("row", { name: /North 20/ })).toBeVisible();
  await expect(result.getByRole("row", { name: /West/ })).toHaveCount(0);
  await expect(result.getByRole("figure").first()).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  }

  await page.locator("summary", { hasText: "The plan as JSON" }).click();
  const json = page.getByLabel("The plan as JSON");
  await json.fill('{"operation":"sum","target_column":"Amonut"}');
  await expect(faults.getByText(/Amount/)).toBeVisible();
  await json.fill('{"operation":"sum","target_column":"Amount"}');
  await form.getByRole("button", { name: "Run" }).click();
  await expect(
    result.getByRole("gridcell", { name: "195" }).or(result.getByRole("cell", { name: "195" })),
  ).toBeVisible();
});
