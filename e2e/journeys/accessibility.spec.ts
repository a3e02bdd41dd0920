import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { SignedUp } from "#e2e/support/signed-up.ts";
import { answered, ask, SALES_CSV, signUp, upload } from "./steps.ts";

test.use({ reducedMotion: "reduce" } as object);
test.setTimeout(240_000);

const QUESTION = "what is the average amount by region?";
const BROKEN_PARQUET = Buffer.from(`PAR1${"x".repeat(500)}PAR1`);

/** All rules in light; the dark theme has the same elements in other colours. */
async function expectNoViolation(page: Page, state: string): Promise<void> {
  expect.soft(await violations(page, "light"), `${state}, light`).toEqual([]);
  expect.soft(await violations(page, "dark", ["color-contrast"]), `${state}, dark`).toEqual([]);
}

async function violations(page: Page, colorScheme: "light" | "dark", rules?: string[]): Promise<string[]> {
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  // Motion is reduced to a millisecond; nothing is looked at in the middle of it.
  await page.waitForTimeout(50);
  const axe = new AxeBuilder({ page });
  const { violations: found } = await (rules ? axe.withRules(rules) : axe).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
}

/** Visits each path, and looks when its network is quiet. */
async function expectPages(page: Page, paths: Record<string, string>): Promise<void> {
  for (const [state, path] of Object.entries(paths)) {
    await page.goto(path, { waitUntil: "networkidle" });
    await expectNoViolation(page, state);
  }
}

/** Opens a dialog, looks at it, and closes it as the keyboard does. */
async function expectDialog(page: Page, state: string, open: () => Promise<void>): Promise<void> {
  await open();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectNoViolation(page, state);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

test("axe finds nothing on a session in any state, nor in its dialogs, in both themes", async ({ page }) => {
  await signUp(page);
  await upload(page, "sales.csv", SALES_CSV);
  await expectNoViolation(page, "a fresh session");
  await ask(page, QUESTION);
  await answered(page);
  await expectNoViolation(page, "an answered session");
  await expectDialog(page, "share", async () => {
    await page.getByRole("button", { name: /^Share/ }).click();
    await page.getByRole("button", { name: "Create link" }).click();
    await expect(page.getByLabel("Shared link")).toBeVisible();
  });

  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoViolation(page, "an answered session on a phone");
  for (const panel of ["Sessions panel", "Data panel"]) {
    await expectDialog(page, `${panel} as a sheet`, () => page.getByRole("button", { name: panel }).click());
  }
});

test("axe finds nothing where something went wrong, in both themes", { tag: "@analyst" }, async ({
  page,
}) => {
  await signUp(page);
  await upload(page, "sales.csv", SALES_CSV);
  const broken = { name: "broken.parquet", mimeType: "application/octet-stream", buffer: BROKEN_PARQUET };
  await page.locator('input[type="file"]').first().setInputFiles(broken);
  await expect(page.getByText(/cut off or damaged/).first()).toBeAttached({ timeout: 20_000 });
  await expectNoViolation(page, "a session with a failed file");
  await page.route("**/messages", (route) => route.abort());
  await page.getByLabel("Ask a question").fill(QUESTION);
  await page.getByLabel("Ask a question").press("Enter");
  await expect(page.getByRole("button", { name: "Dismiss" })).toBeVisible({ timeout: 20_000 });
  await expectNoViolation(page, "a question that did not reach the server");
});

test("axe finds nothing on any other page, nor in its dialogs, in both themes", { tag: "@analyst" }, async ({
  page,
  baseURL,
}) => {
  await expectPages(page, { landing: "/", "sign-in": "/sign-in", "sign-up": "/sign-up" });
  const person = await SignedUp.at(baseURL!);
  await page.context().addCookies(person.cookies);
  await expectPages(page, {
    "no sessions": "/sessions",
    "a new session": "/sessions/new",
    "settings without a token": "/settings",
    "not found": "/sessions/nothing-here",
  });
  const sessionId = await person.upload("sales.csv", SALES_CSV);
  await person.ask(sessionId, QUESTION);
  await expectPages(page, {
    "a shared session": await person.share(sessionId),
    sessions: "/sessions",
    "an analysis by hand": `/sessions/${sessionId}/plan`,
  });
  await page.goto(`/sessions/${sessionId}`, { waitUntil: "networkidle" });
  await expectDialog(page, "how a file is read", async () => {
    await page.getByRole("button", { name: "Change how sales.csv is read" }).click();
    await expect(page.getByRole("cell", { name: "North" }).first()).toBeVisible();
  });
  await expectDialog(page, "the palette", () => page.keyboard.press("Control+k"));
  await expectDialog(page, "keyboard shortcuts", () => page.keyboard.press("?"));
  await page.goto("/settings", { waitUntil: "networkidle" });
  await page.getByLabel("Token name").fill("A notebook");
  await page.getByRole("button", { name: "Create token" }).click();
  await expect(page.getByRole("button", { name: "Revoke A notebook" })).toBeVisible();
  await expectNoViolation(page, "settings with a new token");
  await expectDialog(page, "revoking a token", () =>
    page.getByRole("button", { name: "Revoke A notebook" }).click(),
  );
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
  await ask(page, QUESTION);
  await answered(page);
  await page.locator("figure svg").first().hover();
  await page.waitForTimeout(1500);
  await page.goto("/settings");
  expect(broken).toEqual([]);
});
