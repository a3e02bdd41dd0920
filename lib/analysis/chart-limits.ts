import type { ChartType } from "./schema.ts";

/** How many groups a chart can show so that they can be told apart. */
export const CHART_LIMITS: Partial<Record<ChartType, { most_groups: number }>> = {
  arc: { most_groups: 8 },
  bar: { most_groups: 200 },
  heatmap: { most_groups: 2_500 },
  line: { most_groups: 1_000 },
  area: { most_groups: 1_000 },
  box: { most_groups: 60 },
};
