import type { VegaLiteSpec } from "#lib/charts/schema.ts";
import { type Facts, labelOf, quantity } from "./facts.ts";

/** Bins that the SQL computed (`bin_start`, `bin_end` and a count) as touching bars. */
export function chooseDistribution(facts: Facts): VegaLiteSpec | null {
  const all = [...facts.numbers, ...facts.times];
  const start = all.find(({ name }) => /(^|_)bin_start$/.test(name));
  const end = all.find(({ name }) => /(^|_)bin_end$/.test(name));
  const count = facts.numbers.find((number) => number !== start && number !== end);
  if (!start || !end || !count) return null;
  const type = facts.times.some((time) => time === start && !time.isOrdinal) ? "temporal" : "quantitative";
  const what = start.name.replace(/_?bin_start$/, "");
  return {
    mark: { type: "bar", orient: "vertical", tooltip: true, binSpacing: 1 },
    encoding: {
      x: {
        field: start.name,
        type,
        title: what === "" ? "Value" : labelOf(what),
        scale: { zero: false, nice: false },
      },
      x2: { field: end.name },
      y: { ...quantity(count), scale: { zero: true } },
    },
  };
}
