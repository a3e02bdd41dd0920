import type { Hint } from "#lib/charts/choose-chart.ts";
import { CHART_NOUNS, CHART_WORDS, DISTRIBUTION_WORDS } from "./lexicon.ts";
import { type Question, use, wordAt } from "./question.ts";

/** "as a line", "in a bar chart", "pie chart of …": the kind of chart asked for. */
export function readChartHint(q: Question): Hint | null {
  let hint: Hint | null = null;
  for (let i = 0; i < q.items.length; i++) {
    const word = wordAt(q, i);
    const kind = CHART_WORDS.get(word) ?? (word === "histogram" ? "histogram" : undefined);
    const isChart = CHART_NOUNS.has(wordAt(q, i + 1));
    const isAs =
      ["as", "in", "into"].includes(wordAt(q, i - 1)) ||
      (wordAt(q, i - 1) === "a" && ["as", "in", "into"].includes(wordAt(q, i - 2)));
    const speaks = kind === "pie" || kind === "scatter" || kind === "heatmap" || kind === "histogram";
    if (kind && (isChart || isAs || speaks)) {
      hint = kind;
      if (!DISTRIBUTION_WORDS.has(word)) use(q, i);
      if (isChart) use(q, i + 1);
    }
  }
  return hint;
}
