import { randomUUID } from "node:crypto";
import { expect, type Locator, type Page } from "@playwright/test";

/** Averages: North 20, South 60, East 45. One amount of West is missing, the other is 5. */
export const SALES_CSV = `Region,Amount,Sold on
North,10,2024-01-05
North,30,2024-02-11
South,60,2024-02-17
East,40,2024-03-02
East,50,2024-03-09
West,,2024-03-11
West,5,2024-04-20
`;

export const PASSWORD = "violet kayak 99";

/** Makes an account through the page; gives its e-mail address. */
export async function signUp(page: Page): Promise<string> {
  const email = `${randomUUID()}@example.com`;
  await page.goto("/sign-up");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page).toHaveURL(/\/sessions$/);
  return email;
}

/** Uploads files from the sessions page and arrives in the new session, with the tables loaded. */
export async function upload(page: Page, name: string, content: string | Buffer): Promise<void> {
  await page.goto("/sessions/new");
  // The file dialog is a script's work; before the page is alive a file would go nowhere.
  await page.waitForLoadState("networkidle");
  await page
    .getByLabel("Upload files")
    .first()
    .setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(content) });
  await expect(page).toHaveURL(/\/sessions\/[0-9a-f-]{36}$/, { timeout: 30_000 });
  await expect(page.getByRole("button", { name: "Look it over for me" })).toBeVisible({ timeout: 30_000 });
}

export async function ask(page: Page, question: string): Promise<void> {
  await page.getByLabel("Ask a question").fill(question);
  await page.getByLabel("Ask a question").press("Enter");
  await expect(page.getByRole("heading", { name: question, exact: true })).toBeVisible();
}

/** The block of a question and its answer. */
export function answerTo(page: Page, question: string): Locator {
  return page
    .getByRole("article")
    .filter({ has: page.getByRole("heading", { name: question, exact: true }) });
}

/** Waits for the end of the answer that is running. */
export async function answered(page: Page): Promise<void> {
  await expect(page.getByRole("button", { name: "Send" })).toBeVisible({ timeout: 30_000 });
}
