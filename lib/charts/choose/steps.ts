import type { VegaLiteSpec } from "#lib/charts/schema.ts";
import { type Facts, labelOf, quantity } from "./facts.ts";

const MOST = 30;
/** What was computed over groups, by the names that SQL gives it. */
const COMPUTED = /^(avg|average|mean|median|total|sum|count|min|max|distinct|number|share|stddev)(_|$)/i;

/** A figure by a small whole number that groups the rows ("cylinders", "rating"): bars in the order of the number. */
export function chooseSteps(facts: Facts): VegaLiteSpec | null {
  const [group, figure] = facts.numbers;
  if (!group || !figure || facts.categories.length > 0 || facts.times.length > 0) return null;
  const isGroup = group.isWhole && group.distinct === facts.rowCount && facts.rowCount <= MOST;
  const isPlain = facts.hint === undefined || facts.hint === "bar" || facts.hint === "line";
  if (!isGroup || !isPlain || COMPUTED.test(group.name) || !COMPUTED.test(figure.name)) return null;
  const title = labelOf(group.name);
  return {
    mark: { type: facts.hint === "line" ? "line" : "bar", tooltip: true },
    encoding: {
      x: { field: group.name, type: "ordinal", title, axis: { labelAngle: 0 } },
      y: quantity(figure),
    },
  };
}
