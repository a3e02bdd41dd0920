import type { VegaLiteSpec } from "#lib/charts/schema.ts";
import { type Facts, labelOf, quantity } from "./facts.ts";

const COLORS = 8;

/** Two numbers of each row against each other, coloured by a category of few values. */
export function chooseScatter(facts: Facts): VegaLiteSpec | null {
  const [x, y] = facts.numbers;
  const [category] = facts.categories;
  if (!x || !y || facts.numbers.length > 2 || facts.rowCount < 5 || facts.categories.length > 1) return null;
  const isColored = category && category.distinct <= COLORS;
  return {
    mark: { type: "point", tooltip: true },
    encoding: {
      x: { ...quantity(x), scale: { zero: false } },
      y: { ...quantity(y), scale: { zero: false } },
      ...(isColored
        ? { color: { field: category.name, type: "nominal", title: labelOf(category.name) } }
        : {}),
    },
  };
}
