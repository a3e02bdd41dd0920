import { expect, test } from "@playwright/test";
import { answered, ask, SALES_CSV, signUp, upload } from "./steps.ts";
import { layWire } from "./wire.ts";

test("a connection lost in mid-answer: the page says so, joins the answer again, and has it whole", async ({
  browser,
  baseURL,
}) => {
  const wire = await layWire(baseURL ?? "");
  const context = await browser.newContext({ baseURL: wire.url });
  const page = await context.newPage();
  await signUp(page);
  await upload(page, "sales.csv", SALES_CSV);
  await ask(page, "[slow] what is the average amount by region?");
  await expect(page).toHaveTitle(/^… Working · /);
  await expect(page.getByRole("row").filter({ hasText: "South" }).first()).toBeVisible();
  wire.cut();
  await expect(page.getByText("Waiting for the connection.").first()).toBeVisible();
  await expect(page.getByText("The server does not answer.")).toBeVisible();
  wire.mend();
  await answered(page);
  await expect(page.getByText("The server does not answer.")).toHaveCount(0);
  await expect(page.locator("figure svg").first()).toBeVisible();
  const stored = await (await page.request.get(page.url().replace("/sessions/", "/api/v1/sessions/"))).json();
  expect(stored.messages.map(({ role }: { role: string }) => role)).toEqual(["user", "assistant"]);
  expect(stored.messages.at(-1).metadata.status).toBe("complete");
  await expect(page.getByRole("heading", { level: 2, name: /what is the average/ })).toHaveCount(1);
  await context.close();
  wire.close();
});
