import type { VegaLiteSpec } from "#lib/charts/schema.ts";
import { type Facts, labelOf } from "./facts.ts";

const PARTS = 6;
const SHARE = /(^|_)(share|ratio|percent|percentage)$/i;

/** Parts of a whole, when they are few: a pie. More parts are compared better as bars. */
export function chooseShares(facts: Facts): VegaLiteSpec | null {
  const [category] = facts.categories;
  if (!category || facts.categories.length !== 1 || facts.times.length > 0) return null;
  const share = facts.numbers.find(({ name }) => SHARE.test(name));
  const part = share ?? (facts.hint === "pie" ? facts.numbers[0] : undefined);
  const isPie = facts.hint === undefined || facts.hint === "pie";
  if (!part || !isPie || part.hasNegative) return null;
  const most = facts.hint === "pie" ? 12 : PARTS;
  if (facts.rowCount > most || category.distinct !== facts.rowCount) return null;
  const order = { field: part.name, type: "quantitative", sort: "descending" };
  return {
    mark: { type: "arc", innerRadius: 60, tooltip: true },
    width: 320,
    encoding: {
      theta: { field: part.name, type: "quantitative", title: labelOf(part.name) },
      color: {
        field: category.name,
        type: "nominal",
        title: labelOf(category.name),
        sort: { field: part.name, order: "descending" },
      },
      order,
    },
  };
}
