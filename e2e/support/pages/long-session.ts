import type { BrowserContext, Page } from "@playwright/test";
import type { SignedUp } from "#e2e/support/signed-up.ts";
import { watchPerformance, whatHappened } from "./watch-performance.ts";

export const ANSWERS = 200;

/** Tables, charts and plain sentences, as in a session that has grown for weeks. */
const QUESTIONS = [
  "Total revenue by month",
  "Which product has the highest average revenue?",
  "how many rows are there?",
  "average quantity by store",
];

/** A session of 200 answers, asked one after the other; gives its id. */
export async function growSession(person: SignedUp): Promise<string> {
  const id = await person.openSample("coffee-sales");
  for (let at = 1; at < ANSWERS; at++) await person.ask(id, QUESTIONS[at % QUESTIONS.length] ?? "");
  await person.ask(id, LAST_QUESTION);
  return id;
}

const LAST_QUESTION = "what is the total revenue?";

export interface LongSessionFigures {
  /** From the navigation's start until the latest answer stands in the window. */
  firstScreenMs: number;
  /** Elements of the document: the most that were there at once, at rest and on the way to the top and back. */
  domNodes: number;
  /** Milliseconds, on that way. */
  longestTaskMs: number;
}

/** Opens the session in a fresh tab and scrolls with the wheel through all of it, up and down. */
export async function measureLongSession(context: BrowserContext, path: string): Promise<LongSessionFigures> {
  const page = await context.newPage();
  await watchPerformance(page);
  const started = performance.now();
  await page.goto(path, { waitUntil: "commit" });
  await page.waitForFunction(
    (question) => {
      const articles = [...document.querySelectorAll("article")];
      const latest = articles.findLast((article) => article.querySelector("h2")?.textContent === question);
      const box = latest?.getBoundingClientRect();
      return box !== undefined && box.bottom > 0 && box.top < window.innerHeight;
    },
    LAST_QUESTION,
    { timeout: 15_000 },
  );
  const firstScreenMs = performance.now() - started;
  await page.waitForLoadState("networkidle");
  await whatHappened(page);
  let domNodes = await countNodes(page);
  await page.mouse.move(400, 400);
  for (const direction of [-1, 1]) {
    for (let step = 0; step < SCROLL_STEPS && !(await isAtEnd(page, direction)); step++) {
      await page.mouse.wheel(0, direction * SCROLL_PX);
      await page.waitForTimeout(16);
      if (step % 10 === 0) domNodes = Math.max(domNodes, await countNodes(page));
    }
  }
  const { longestTask: longestTaskMs } = await whatHappened(page);
  await page.close();
  return { firstScreenMs, domNodes, longestTaskMs };
}

const SCROLL_PX = 1500;
const SCROLL_STEPS = 400;

function countNodes(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelectorAll("*").length);
}

function isAtEnd(page: Page, direction: number): Promise<boolean> {
  return page.evaluate((way) => {
    const { scrollTop, scrollHeight, clientHeight } = document.documentElement;
    return way < 0 ? scrollTop <= 0 : scrollTop + clientHeight >= scrollHeight - 1;
  }, direction);
}
