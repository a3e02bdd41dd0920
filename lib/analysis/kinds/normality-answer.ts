import { planRefused } from "#lib/analysis/faults.ts";
import { dagostino } from "#lib/analysis/statistics/dagostino.ts";
import { lilliefors } from "#lib/analysis/statistics/lilliefors.ts";
import { shapiroWilk } from "#lib/analysis/statistics/shapiro-wilk.ts";
import { formatCount } from "#lib/core/format.ts";
import type { Json } from "#lib/core/schema.ts";
import { numberOf } from "./cells.ts";
import type { SqlRows } from "./kind.ts";
import { sayGroup } from "./say.ts";

/** Where n is large, differences that matter to nobody are "significant". */
const LARGE = 5000;
const LILLIEFORS =
  "Mean and standard deviation of the normal distribution are estimated from the same rows, so the Kolmogorov-Smirnov p-value is Lilliefors'.";

/** Three rows a group, one a test; a test that is not defined for the group has nulls. */
export function normalityRows(answer: SqlRows, groups: number): { rows: Json[][]; assumptions: string[] } {
  const byGroup = Map.groupBy(answer.rows, (row) => JSON.stringify(row.slice(0, groups)));
  if (byGroup.size === 0) {
    throw planRefused([
      { path: "target_column", message: "The column has no numbers here, so there is nothing to test." },
    ]);
  }
  const assumptions = [LILLIEFORS];
  const rows = [...byGroup.values()].flatMap((values) => {
    const [first = []] = values;
    const sorted = Float64Array.from(values, (row) => numberOf(row[groups]) ?? Number.NaN);
    const [n = 0, m1 = 0, m2 = 0, m3 = 0, m4 = 0] = first
      .slice(groups + 1)
      .map((cell) => numberOf(cell) ?? 0);
    if (n > sorted.length) {
      const where = groups > 0 ? ` for ${sayGroup(first, groups)}` : "";
      assumptions.push(
        `Shapiro-Wilk and Kolmogorov-Smirnov are computed on a sample of ${formatCount(sorted.length)} of ${formatCount(n)} rows${where}.`,
      );
    }
    if (n > LARGE && !assumptions.includes(MANY)) assumptions.push(MANY);
    return testRows(sorted, centred({ n, m1, m2, m3, m4 })).map((cells) => [
      ...first.slice(0, groups),
      ...cells,
    ]);
  });
  return { rows, assumptions };
}

const MANY =
  "With so many rows the tests see differences from the normal distribution that matter to nobody: look at skewness and kurtosis too.";

/** Around the true mean: the first one is off by the rounding of large numbers. */
function centred({ n, m1, m2, m3, m4 }: { n: number; m1: number; m2: number; m3: number; m4: number }) {
  return {
    n,
    m2: m2 - m1 ** 2,
    m3: m3 - 3 * m1 * m2 + 2 * m1 ** 3,
    m4: m4 - 4 * m1 * m3 + 6 * m1 ** 2 * m2 - 3 * m1 ** 4,
  };
}

function testRows(sorted: Float64Array, moments: ReturnType<typeof centred>): Json[][] {
  const shapiro = shapiroWilk(sorted);
  const smirnov = lilliefors(sorted);
  const k2 = dagostino(moments);
  const shape = [k2?.skewness ?? null, k2?.excess_kurtosis ?? null];
  return [
    ["shapiro_wilk", shapiro?.w ?? null, shapiro?.p_value ?? null, sorted.length, ...shape],
    ["kolmogorov_smirnov", smirnov?.d ?? null, smirnov?.p_value ?? null, sorted.length, ...shape],
    ["dagostino", k2?.k_squared ?? null, k2?.p_value ?? null, moments.n, ...shape],
  ];
}
