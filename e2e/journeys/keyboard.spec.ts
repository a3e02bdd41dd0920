import { expect, type Page, test } from "@playwright/test";
import { answered, ask, PASSWORD, SALES_CSV, signUp, upload } from "./steps.ts";

const composer = (page: Page) => page.getByLabel("Ask a question");
const palette = (page: Page) => page.getByRole("combobox", { name: "Search and commands" });

/** Opens the palette, types, and takes what is found first. */
async function choose(page: Page, words: string, found: string | RegExp): Promise<void> {
  await page.keyboard.press("Control+k");
  await expect(palette(page)).toBeFocused();
  await page.keyboard.type(words);
  const dialog = page.getByRole("dialog", { name: "Search and commands" });
  await expect(dialog.getByRole("option", { selected: true })).toContainText(found);
  await page.keyboard.press("Enter");
  await expect(palette(page)).toHaveCount(0);
}

/** Presses Tab until what is named has the focus. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const wanted = page.getByRole("button", { name }).or(page.getByLabel(name)).first();
  for (let presses = 0; presses < 60; presses++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the Tab key never came to ${name}`);
}

test("the main journey by keyboard alone", async ({ page }) => {
  await test.step("signing up", async () => {
    await page.goto("/sign-up");
    await tabTo(page, "E-mail");
    await page.keyboard.type(`${crypto.randomUUID()}@example.com`);
    await tabTo(page, "Password");
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/sessions$/);
  });

  await test.step("opening a sample", async () => {
    await page.waitForLoadState("networkidle");
    await tabTo(page, /rows/);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/sessions\/[0-9a-f-]{36}$/, { timeout: 30_000 });
    await expect(page.getByRole("button", { name: "Look it over for me" })).toBeVisible({ timeout: 30_000 });
  });

  const session = (await (
    await page.request.get(page.url().replace("/sessions/", "/api/v1/sessions/"))
  ).json()) as {
    files: { table: string; columns: { name: string; type: string }[] }[];
  };
  const column = session.files[0]?.columns.find(({ name }) => name.length > 5)?.name ?? "";

  await test.step("a question whose column completes while it is typed", async () => {
    await page.keyboard.press("/");
    await expect(composer(page)).toBeFocused();
    await page.keyboard.type(`how many rows by ${column.slice(0, 4).toLowerCase()}`);
    const list = page.getByRole("listbox", { name: "Suggestions while typing" });
    await expect(list.getByRole("option").first()).toContainText(column);
    await page.keyboard.press("ArrowDown");
    await expect(list.getByRole("option").first()).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("Tab");
    await expect(list).toHaveCount(0);
    await expect(composer(page)).toHaveValue(`how many rows by ${column} `);
    await page.keyboard.press("Enter");
    await answered(page);
  });

  await test.step("a second question, then from answer to answer", async () => {
    await page.keyboard.type("/lo");
    const list = page.getByRole("listbox", { name: "Suggestions while typing" });
    await expect(list.getByRole("option", { selected: true })).toContainText("Look it over for me");
    await page.keyboard.press("Escape");
    await expect(list).toHaveCount(0);
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("how many rows are there?");
    await page.keyboard.press("Enter");
    await answered(page);
    await page.keyboard.press("ArrowUp");
    await expect(composer(page)).toHaveValue("how many rows are there?");
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.press("Delete");
    await page.locator("body").evaluate(() => (document.activeElement as HTMLElement).blur());
    // The first press may go to the head of the answer that is being read.
    await page.keyboard.press("k");
    await page.keyboard.press("k");
    const first = page.getByRole("heading", { name: `how many rows by ${column}`, exact: true });
    await expect(first).toBeInViewport();
    await page.keyboard.press("j");
    await expect(
      page.getByRole("heading", { name: "how many rows are there?", exact: true }),
    ).toBeInViewport();
  });

  await test.step("the palette shows a column, and the help sheet names the keys", async () => {
    await choose(page, column, column);
    await expect(page.locator("aside[aria-label=Data] :focus")).toHaveCount(1);
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toContainText("Next answer");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });

  await test.step("renaming, by a command of the composer", async () => {
    await page.keyboard.press("i");
    await page.keyboard.type("/ren");
    await page.keyboard.press("Enter");
    await expect(page.getByLabel("Session title")).toBeFocused();
    await page.keyboard.type("By hand, without a mouse");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("By hand, without a mouse");
    await expect(page).toHaveTitle("By hand, without a mouse · Veritable");
  });

  await test.step("sharing, by the palette", async () => {
    await choose(page, "share", "Share this session");
    await tabTo(page, "Create link");
    await page.keyboard.press("Enter");
    await expect(page.getByLabel("Shared link")).toHaveValue(/\/s\//);
    await page.keyboard.press("Escape");
  });

  await test.step("deleting, and taking it back", async () => {
    await choose(page, "delete this", "Delete this session");
    await expect(page).toHaveURL(/\/sessions$/);
    await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
    await page.keyboard.press("u");
    await expect(page.getByRole("link", { name: "By hand, without a mouse" })).toBeVisible();
    await choose(page, "without a mouse", "By hand, without a mouse");
    await expect(page).toHaveURL(/\/sessions\/[0-9a-f-]{36}$/);
  });
});

test("what is typed is never a shortcut, and single keys can be switched off", async ({ page }) => {
  await signUp(page);
  await page.goto("/sessions");
  await page.waitForLoadState("networkidle");
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(help).toBeVisible();
  await help.getByLabel("Single keys are shortcuts").uncheck();
  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  await page.keyboard.press("?");
  await expect(help).toHaveCount(0);
  await expect(page).toHaveURL(/\/sessions$/);
  await page.keyboard.press("Control+k");
  await expect(palette(page)).toBeFocused();
  await page.keyboard.type("n?[");
  await expect(palette(page)).toHaveValue("n?[");
  await expect(page.getByRole("status").filter({ hasText: "Nothing here is called" })).toBeVisible();
});

test("a draft outlives a reload, and a deleted file comes back by Undo", async ({ page }) => {
  await signUp(page);
  await upload(page, "sales.csv", SALES_CSV);
  await composer(page).fill("what about the west");
  await page.reload();
  await expect(composer(page)).toHaveValue("what about the west");
  const data = page.getByRole("complementary", { name: "Data" });
  await data.getByRole("button", { name: "Delete sales.csv" }).click();
  await expect(data.getByText("sales.csv")).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(data.getByText("sales.csv").first()).toBeVisible();
});

test("two tabs tell one another: title, answer and deletion, and the hidden one says when an answer is ready", async ({
  page,
  context,
}) => {
  await signUp(page);
  await upload(page, "sales.csv", SALES_CSV);
  const tab = await context.newPage();
  await tab.goto(page.url());
  await tab.waitForLoadState("networkidle");
  const list = await context.newPage();
  await list.goto("/sessions");
  await list.waitForLoadState("networkidle");

  await page.getByRole("button", { name: "Rename session" }).click();
  await page.getByLabel("Session title").fill("Seen from both sides");
  await page.keyboard.press("Enter");
  await expect(tab.getByRole("heading", { level: 1 })).toHaveText("Seen from both sides");
  await expect(list.getByRole("link", { name: "Seen from both sides" })).toBeVisible();
  await expect(
    tab.getByRole("navigation", { name: "Sessions" }).getByRole("link", { name: "Seen from both sides" }),
  ).toBeVisible();

  await tab.evaluate(() => {
    document.hasFocus = () => false;
  });
  await ask(page, "what is the average amount by region?");
  await answered(page);
  await expect(tab).toHaveTitle("● Answer ready · Seen from both sides · Veritable");
  await tab.evaluate(() => {
    document.hasFocus = () => true;
    window.dispatchEvent(new Event("focus"));
  });
  await expect(tab).toHaveTitle("Seen from both sides · Veritable");
  await expect(tab.getByRole("heading", { name: "what is the average amount by region?" })).toBeVisible();
  await expect(tab.getByRole("row").filter({ hasText: "South" }).first()).toContainText("60");

  await page.getByRole("button", { name: "Delete session" }).click();
  await page.goto("/settings");
  await expect(tab.getByText("This session was deleted in another window.")).toBeVisible();
  await expect(list.getByRole("link", { name: "Seen from both sides" })).toHaveCount(0);
});

test("offline: the page says so, keeps what is asked, and asks by itself when the connection is back", async ({
  page,
  context,
}) => {
  await signUp(page);
  await upload(page, "sales.csv", SALES_CSV);
  await context.setOffline(true);
  await expect(page.getByText("You are offline.")).toBeVisible();
  await composer(page).fill("what is the average amount by region?");
  await composer(page).press("Enter");
  await expect(page.getByText("Waiting for the connection.").first()).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText("You are offline.")).toHaveCount(0);
  await expect(page.getByRole("row").filter({ hasText: "South" }).first()).toContainText("60", {
    timeout: 20_000,
  });
  await answered(page);
  const stored = await (await page.request.get(page.url().replace("/sessions/", "/api/v1/sessions/"))).json();
  expect(stored.messages.filter(({ role }: { role: string }) => role === "user")).toHaveLength(1);
});

test("on a phone the panels are sheets that keep the focus, and nothing overflows or is too small to touch", async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signUp(page);
  await upload(page, "sales.csv", SALES_CSV);
  for (const name of ["Sessions", "Data"]) {
    const opener = page.getByRole("button", { name: `${name} panel` });
    await opener.click();
    const sheet = page.getByRole("dialog", { name, exact: true });
    await expect(sheet).toBeVisible();
    for (let presses = 0; presses < 12; presses++) {
      await page.keyboard.press("Tab");
      const isOutside = await page.evaluate(
        () => document.activeElement !== document.body && !document.activeElement?.closest("dialog"),
      );
      expect(isOutside).toBe(false);
    }
    await page.keyboard.press("Escape");
    await expect(sheet).toHaveCount(0);
    await expect(opener).toBeFocused();
  }
  for (const path of [new URL(page.url()).pathname, "/sessions", "/sessions/new", "/settings"]) {
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>("header button, header a, section[aria-label=Ask] button")]
        .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 40)
        .map((element) => element.getAttribute("aria-label") ?? element.textContent),
    );
    expect(small, path).toEqual([]);
  }
});
