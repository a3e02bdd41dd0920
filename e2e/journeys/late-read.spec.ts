import { expect, test } from "@playwright/test";
import { answered, ask, SALES_CSV, signUp, upload } from "./steps.ts";

test("a question asked while the page catches up with another tab stays, and the other tab's joins it @analyst", async ({
  page,
}) => {
  await signUp(page);
  await upload(page, "sales.csv", SALES_CSV);
  const url = page.url();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let reads = 0;
  await page.route(`**/api/v1/sessions/${url.split("/").at(-1)}`, async (route) => {
    const response = await route.fetch();
    reads += 1;
    await held;
    await route.fulfill({ response });
  });
  const other = await page.context().newPage();
  await other.goto(url);
  await ask(other, "how many rows are there?");
  await answered(other);
  await expect.poll(() => reads).toBeGreaterThan(0);
  await ask(page, "total Amount by Region");
  release();
  await answered(page);
  for (const name of ["how many rows are there?", "total Amount by Region"])
    await expect(page.getByRole("heading", { name, exact: true })).toBeVisible();
});
