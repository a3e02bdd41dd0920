import lighthouse, { desktopConfig, type Flags } from "lighthouse";

export interface Scores {
  performance: number;
  accessibility: number;
  "best-practices": number;
  seo: number;
}
/** An audit that took points. */
export interface Fault {
  category: string;
  id: string;
  title: string;
}

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"] as const;

/** One run of Lighthouse's desktop preset in the browser that listens at `port`. Scores from 0 to 100. */
export async function lighthouseScores(
  url: string,
  { port, cookie }: { port: number; cookie?: string },
): Promise<{ scores: Scores; faults: Fault[] }> {
  const flags: Flags = {
    port,
    logLevel: "error",
    onlyCategories: [...CATEGORIES],
    // Signed in by a header: Lighthouse empties the browser's storage before it looks.
    ...(cookie && { extraHeaders: { Cookie: cookie } }),
  };
  const outcome = await lighthouse(url, flags, desktopConfig);
  if (!outcome || outcome.lhr.runtimeError) {
    throw new Error(`Lighthouse could not look at ${url}: ${outcome?.lhr.runtimeError?.message}`);
  }
  const { categories, audits } = outcome.lhr;
  const scoreOf = (category: string) => Math.round((categories[category]?.score ?? 0) * 100);
  const scores = Object.fromEntries(CATEGORIES.map((category) => [category, scoreOf(category)]));
  const faults = CATEGORIES.flatMap((category) =>
    (categories[category]?.auditRefs ?? [])
      .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9)
      .map(({ id }) => ({ category, id, title: audits[id]?.title ?? "" })),
  );
  return { scores: scores as unknown as Scores, faults };
}
