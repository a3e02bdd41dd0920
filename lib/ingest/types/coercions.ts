import type { Coercion } from "#lib/datasets/schema.ts";
import { featuresOf } from "./features.ts";
import type { Settled } from "./settle-columns.ts";

/** What was done to the values of a column, with counts over the whole file. */
export function coercionsOf({ plan, reading, measured }: Settled): Coercion[] {
  if (measured === null || reading.kind === "text") return [];
  const entry = (from: string, to: string, count: number, note: string): Coercion[] =>
    count === 0 ? [] : [{ column: plan.name, from, to, count, note }];
  const example = plan.example === null ? "" : ` Example: ${plan.example.slice(0, 60)}`;
  return [
    ...entry(
      "word for no value",
      "NULL",
      measured.null_words,
      "Words for a missing value (n/a, -, null …) are empty.",
    ),
    ...entry("blank", "NULL", measured.blanks, "Cells of spaces alone are empty."),
    ...entry("spaces", reading.type, measured.spaces, "Spaces around values are left out."),
    ...featuresOf(reading).flatMap(({ from, note }, at) =>
      entry(from, reading.type, measured.features[at] ?? 0, `${note}${example}`),
    ),
  ];
}
