import type { Json } from "#lib/core/schema.ts";
import type { ResultColumn } from "#lib/results/schema.ts";
import { chooseCategories } from "./choose/categories.ts";
import { chooseDistribution } from "./choose/distribution.ts";
import { type Facts, factsOf, type Hint } from "./choose/facts.ts";
import { chooseOverTime } from "./choose/over-time.ts";
import { chooseScatter } from "./choose/scatter.ts";
import { chooseShares } from "./choose/shares.ts";
import { chooseSteps } from "./choose/steps.ts";
import type { VegaLiteSpec } from "./schema.ts";
import { CHART_ROWS } from "./with-data.ts";

export type { Hint } from "./choose/facts.ts";

export interface ChartQuestion {
  columns: ResultColumn[];
  /** The Result's first rows: enough to see how many categories there are. */
  rows: Json[][];
  row_count: number;
  title: string;
  /** The kind the person asked for; honoured where the columns can be drawn so. */
  hint?: Hint;
}

/** In this order: the first that the columns fit decides. */
const CHOICES: ((facts: Facts) => VegaLiteSpec | null)[] = [
  chooseDistribution,
  chooseShares,
  chooseOverTime,
  chooseCategories,
  chooseSteps,
  chooseScatter,
];

/**
 * The chart that shows a Result best, or null when a sentence or a table says it better. A pure decision
 * over names, types and counts: bins become a histogram, shares of a few parts a pie, times a line,
 * categories sorted bars, two categories grouped bars or a heatmap, two numbers a scatter plot.
 */
export function chooseChart(question: ChartQuestion): VegaLiteSpec | null {
  const { columns, rows, row_count, title, hint } = question;
  if (row_count > CHART_ROWS || row_count < 2 || rows.length < 2 || columns.length < 2) return null;
  const facts = factsOf(columns, rows, hint);
  for (const choose of CHOICES) {
    const drawn = choose(facts);
    if (drawn)
      return {
        $schema: "https://vega.github.io/schema/vega-lite/v6.json",
        title,
        data: { name: "result" },
        ...drawn,
      };
  }
  return null;
}
