import type { Browser } from "@playwright/test";
import { ANSWERS, growSession, measureLongSession } from "#e2e/support/pages/long-session.ts";
import { scriptBytes } from "#e2e/support/pages/script-bytes.ts";
import { watchPerformance, whatHappened } from "#e2e/support/pages/watch-performance.ts";
import type { SignedUp } from "#e2e/support/signed-up.ts";
import { round } from "../quantile.ts";
import type { Figures } from "../run.ts";

export interface Visit {
  browser: Browser;
  baseUrl: string;
  person: SignedUp;
}

const DESKTOP = { width: 1350, height: 940 };

/** First-load JavaScript in KB (1024 bytes), as served, by page. */
export async function scriptFigures(visit: Visit, pages: Record<string, string>): Promise<Figures> {
  const figures: Figures = {};
  for (const [name, path] of Object.entries(pages)) {
    const page = await signedIn(visit);
    figures[`${name}_js_kb`] = round((await scriptBytes(page, visit.baseUrl + path)) / 1024);
    await page.context().close();
  }
  return figures;
}

/** Layout shift, summed, from the question to the last drawn chart of two answers. */
export async function streamingFigures(visit: Visit, sessionId: string): Promise<Figures> {
  const page = await signedIn(visit);
  await watchPerformance(page);
  await page.goto(`${visit.baseUrl}/sessions/${sessionId}`, { waitUntil: "networkidle" });
  await whatHappened(page);
  for (const question of ["Total revenue by month", "average quantity by store"]) {
    await page.getByLabel("Ask a question").fill(question);
    await page.getByLabel("Ask a question").press("Enter");
    await page.getByRole("button", { name: "Stop" }).waitFor();
    await page.getByRole("button", { name: "Send" }).waitFor();
    await page.waitForLoadState("networkidle");
  }
  const { layoutShift } = await whatHappened(page);
  await page.context().close();
  return { streaming_layout_shift: Number(layoutShift.toFixed(4)) };
}

/** A session of 200 answers, on its second visit. */
export async function longSessionFigures(visit: Visit): Promise<Figures> {
  const path = `${visit.baseUrl}/sessions/${await growSession(visit.person)}`;
  const page = await signedIn(visit);
  await measureLongSession(page.context(), path);
  const { firstScreenMs, domNodes, longestTaskMs } = await measureLongSession(page.context(), path);
  await page.context().close();
  return {
    long_answers: ANSWERS,
    long_first_screen_ms: round(firstScreenMs),
    long_dom_nodes: domNodes,
    long_longest_task_ms: round(longestTaskMs),
  };
}

async function signedIn({ browser, person }: Visit) {
  const context = await browser.newContext({ viewport: DESKTOP });
  await context.addCookies(person.cookies);
  return context.newPage();
}
