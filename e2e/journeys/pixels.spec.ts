import { randomUUID } from "node:crypto";
import { type Browser, test as base, expect, type Page } from "@playwright/test";
import { npmChromium } from "#e2e/support/find-chromium.ts";
import { SignedUp } from "#e2e/support/signed-up.ts";

/** Always the Chromium from npm with its own fonts, whichever walks the other journeys: another one draws other pixels. */
const test = base.extend<object, { browser: Browser }>({
  browser: [
    async ({ playwright }, use) => {
      const { executablePath, args, env } = await npmChromium();
      const browser = await playwright.chromium.launch({
        executablePath,
        args: [...args, "--force-color-profile=srgb", "--font-render-hinting=none"],
        env: { PATH: process.env.PATH ?? "", ...env },
      });
      await use(browser);
      await browser.close();
    },
    { scope: "worker" },
  ],
});

const SIZES = { wide: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
/** Of a picture's pixels: a changed colour of one button is more, a rounded-off letter is less. */
const TOLERANCE = { maxDiffPixelRatio: 0.001 };

let person: SignedUp;
let session: string;

test.describe("the pictures @analyst", () => {
  test.describe.configure({ mode: "serial" });

  test.beforeAll(async ({ baseURL }) => {
    person = await SignedUp.at(baseURL ?? "", { email: `${randomUUID()}@example.com`, name: "Ana Ruiz" });
    session = await person.openSample("coffee-sales");
    await person.ask(session, "Total amount by quarter and region");
  });

  const pages = {
    landing: () => "/",
    "sign-in": () => "/sign-in",
    sessions: () => "/sessions",
    session: () => `/sessions/${session}`,
  };
  for (const [name, path] of Object.entries(pages)) {
    for (const [size, viewport] of Object.entries(SIZES)) {
      for (const theme of ["light", "dark"] as const) {
        const picture = `${name}-${size}-${theme}`;
        test(picture, async ({ browser, baseURL }) => {
          const settings = {
            viewport,
            colorScheme: theme,
            reducedMotion: "reduce",
            timezoneId: "UTC",
          } as const;
          const context = await browser.newContext({ ...settings, ...(baseURL && { baseURL }) });
          if (name.startsWith("session")) await context.addCookies(person.cookies);
          const page = await context.newPage();
          await page.goto(path(), { waitUntil: "networkidle" });
          if (name === "session") await showChart(page, size === "phone");
          await steady(page);
          await expect(page).toHaveScreenshot(`${picture}.png`, TOLERANCE);
          await context.close();
        });
      }
    }
  }
});

/** The end of the notebook; a chart that is too small to read on a phone is drawn anew there. */
async function showChart(page: Page, isSmall: boolean): Promise<void> {
  await page.getByRole("link", { name: "Link to this answer" }).scrollIntoViewIfNeeded();
  if (isSmall) await page.locator("figure .vega-embed svg").waitFor();
}

/** What is another at each run: how long something took, and when. */
async function steady(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const text = node.nodeValue ?? "";
      const same = text.replace(/\b\d+(\.\d+)? m?s\b/g, "1 s").replace(/\b\d{2}:\d{2}\b/g, "12:00");
      if (same !== text) node.nodeValue = same;
    }
    await document.fonts.ready;
  });
}
