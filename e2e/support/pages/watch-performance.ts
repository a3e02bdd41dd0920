import type { Page } from "@playwright/test";

/** What happened to a page since it was watched last. */
export interface Happened {
  /** Sum of all shifts that no input had asked for. */
  layoutShift: number;
  /** Milliseconds of the longest task; 0 when none took more than 50. */
  longestTask: number;
}

interface Watched extends Window {
  happened?: Happened;
}
interface LayoutShift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
}

/** From the next navigation on, the page keeps account of its layout shifts and long tasks. */
export async function watchPerformance(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const happened: Happened = { layoutShift: 0, longestTask: 0 };
    (window as Watched).happened = happened;
    new PerformanceObserver((list) => {
      for (const shift of list.getEntries() as LayoutShift[])
        if (!shift.hadRecentInput) happened.layoutShift += shift.value;
    }).observe({ type: "layout-shift" });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries())
        happened.longestTask = Math.max(happened.longestTask, duration);
    }).observe({ type: "longtask" });
  });
}

/** Reads the account and begins a new one. */
export async function whatHappened(page: Page): Promise<Happened> {
  return page.evaluate(async () => {
    // Observers are told a little later than things happen.
    await new Promise((resolve) => setTimeout(resolve, 100));
    const account = (window as Watched).happened;
    if (!account) throw new Error("the page is not watched");
    const happened = { ...account };
    Object.assign(account, { layoutShift: 0, longestTask: 0 });
    return happened;
  });
}
