import { chromium } from "@playwright/test";
import { UNLIMITED } from "#e2e/support/app-for-tests.ts";
import { findChromium } from "#e2e/support/find-chromium.ts";
import { SignedUp } from "#e2e/support/signed-up.ts";
import { freePort, startApp } from "#e2e/support/start-app.ts";
import { type Fault, lighthouseScores, type Scores } from "../pages/lighthouse-scores.ts";
import { longSessionFigures, scriptFigures, streamingFigures } from "../pages/look.ts";
import { quantile } from "../quantile.ts";
import type { Figures } from "../run.ts";

/** `--once`: one run of Lighthouse a page and nothing else, as the tests print it. */
const ONCE = process.argv.includes("--once");
const RUNS = ONCE ? 1 : 5;

/**
 * The pages as a browser gets them. Lighthouse: desktop preset, median of five runs for each category; what took
 * points is named on standard error. Then JavaScript as served, layout shift while streaming, a session of 200 answers.
 */
export async function run(): Promise<Figures> {
  const app = await startApp({ env: UNLIMITED });
  const port = await freePort();
  const { executablePath, args, env } = await findChromium();
  const browser = await chromium.launch({
    executablePath,
    args: [...args, `--remote-debugging-port=${port}`],
    env: { ...env, PATH: process.env.PATH ?? "" },
  });
  try {
    const person = await SignedUp.at(app.url);
    const sessionId = await person.openSample("coffee-sales");
    await person.ask(sessionId, "Total revenue by month");
    await person.ask(sessionId, "Which product has the highest average revenue?");
    const pages = {
      landing: "/",
      session: `/sessions/${sessionId}`,
      shared: await person.share(sessionId),
    };
    const figures: Figures = { lighthouse_runs: RUNS };
    for (const [name, path] of Object.entries(pages)) {
      // Strangers see the landing and the shared page.
      const cookie = name === "session" ? { cookie: person.cookie } : {};
      Object.assign(figures, await lighthouseFigures(name, app.url + path, { port, ...cookie }));
    }
    if (ONCE) return figures;
    const visit = { browser, baseUrl: app.url, person };
    Object.assign(figures, await scriptFigures(visit, pages));
    Object.assign(figures, await streamingFigures(visit, sessionId));
    return Object.assign(figures, await longSessionFigures(visit));
  } finally {
    await browser.close();
    await app.stop();
  }
}

async function lighthouseFigures(
  name: string,
  url: string,
  how: { port: number; cookie?: string },
): Promise<Figures> {
  const runs: Scores[] = [];
  const faults = new Map<string, Fault>();
  for (let at = 0; at < RUNS; at++) {
    const { scores, faults: found } = await lighthouseScores(url, how);
    runs.push(scores);
    for (const fault of found) faults.set(fault.id, fault);
  }
  for (const { category, id, title } of faults.values())
    console.error(`${name}, ${category}: ${title} (${id})`);
  const categories = Object.keys(runs[0] ?? {}) as (keyof Scores)[];
  const median = (category: keyof Scores) =>
    quantile(
      runs.map((scores) => scores[category]),
      0.5,
    );
  return Object.fromEntries(
    categories.map((category) => [`${name}_${category.replace("-", "_")}`, median(category)]),
  );
}
