import fc from "fast-check";
import { z } from "zod";
import { KINDS } from "#lib/analysis/kinds/registry.ts";
import type { Json } from "#lib/core/schema.ts";

type Fields = { [key: string]: Json };

/** Columns of the fuzzed table by what they hold. Names are hostile on purpose. */
export const HOSTILE = {
  text: ['na"me', "select", "ünï çôdé 🙂"],
  number: ["value", "it's; DROP TABLE t --", "q"],
  time: ["period", "when?"],
  flag: ["constructor"],
};
const numbers = fc.constantFrom(...HOSTILE.number);
const texts = fc.constantFrom(...HOSTILE.text);
const times = fc.constantFrom(...HOSTILE.time);
const anyColumn = fc.constantFrom(...HOSTILE.text, ...HOSTILE.number, ...HOSTILE.time, ...HOSTILE.flag);
const nasty = fc.oneof(
  fc.constantFrom("'", '"', "a'; --", "%", "\\", "null", "", "🙂", "1e3"),
  fc.string({ maxLength: 8 }).map(plain),
);
const figure = fc.oneof(
  fc.integer({ min: -50, max: 50 }),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }),
);
const day = fc.integer({ min: 1, max: 28 }).map((d) => `2024-02-${String(d).padStart(2, "0")}`);

/** What PostgreSQL can keep in a plan. */
function plain(text: string): string {
  return text.replaceAll(/\p{Surrogate}|\0/gu, "");
}

const filter = fc.oneof(
  fc.record({ column: numbers, operator: fc.constantFrom("==", "!=", ">", "<", ">=", "<="), value: figure }),
  fc.record({
    column: numbers,
    operator: fc.constantFrom("in", "not_in"),
    value: fc.array(figure, { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ column: numbers, operator: fc.constant("between"), value: fc.tuple(figure, figure) }),
  fc.record({
    column: texts,
    operator: fc.constantFrom("==", "!=", "contains", "starts_with", "ends_with", ">"),
    value: nasty,
  }),
  fc.record({
    column: texts,
    operator: fc.constantFrom("in", "not_in"),
    value: fc.array(nasty, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ column: times, operator: fc.constantFrom("==", ">=", "<"), value: day }),
  fc.record({ column: anyColumn, operator: fc.constantFrom("is_null", "not_null") }),
);

const step = fc.oneof(
  fc.record({ step: fc.constant("filter"), filters: fc.array(filter, { minLength: 1, maxLength: 2 }) }),
  fc.record({
    step: fc.constant("impute"),
    column: numbers,
    method: fc.constantFrom("mean", "median", "mode", "drop"),
  }),
  fc.record({ step: fc.constant("impute"), column: texts, method: fc.constant("constant"), value: nasty }),
  fc.record({
    step: fc.constant("bin"),
    column: numbers,
    into: fc.constantFrom("bin", "low", "x"),
    bins: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({
    step: fc.constant("drop_outliers"),
    column: numbers,
    method: fc.constantFrom("zscore", "iqr", "mad"),
  }),
  fc.record({
    step: fc.constant("derive"),
    column: fc.constantFrom("d", "q", "n"),
    expression: fc.constantFrom("1 + 1.5", "q * 2", '"value" / 0', 'ln(abs("value") + 1)'),
  }),
);

/** Values for the fields that operations have, by name. */
const FIELDS: Record<string, fc.Arbitrary<Json>> = {
  target_column: numbers,
  time_column: times,
  time_grain: fc.constantFrom("day", "week", "month", "quarter", "year"),
  aggregate: fc.constantFrom("sum", "mean", "count", "min", "max"),
  q: fc.oneof(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.uniqueArray(fc.constantFrom(0, 0.25, 0.5, 0.99, 1), { minLength: 1 }),
  ),
  measure: fc.constantFrom("count", "sum"),
  by: fc.constantFrom("sum", "mean", "count", "median"),
  n: fc.integer({ min: 1, max: 20 }),
  direction: fc.constantFrom("asc", "desc"),
  bins: fc.integer({ min: 1, max: 30 }),
  x_axis: numbers,
  y_axis: numbers,
  horizon: fc.integer({ min: 1, max: 12 }),
  level: fc.constantFrom(0.8, 0.95),
};

/** Plans that fit their schema and the fuzzed table. What only the data can refuse may still be refused. */
export const validPlan: fc.Arbitrary<Fields> = fc.constantFrom(...KINDS).chain((kind) => {
  const own = Object.entries(kind.schema.shape).filter(([name]) => FIELDS[name] !== undefined);
  const needed = own
    .filter(([name, field]) => name === "target_column" || !isOptional(field))
    .map(([name]) => name);
  const fields = fc.record(Object.fromEntries(own.map(([name, field]) => [name, valuesOf(name, field)])), {
    requiredKeys: needed,
  });
  const [least, most] = kind.groups;
  const group_by = fc.uniqueArray(fc.constantFrom(...HOSTILE.text, ...HOSTILE.flag), {
    minLength: least,
    maxLength: Math.min(most, 2),
  });
  const common = fc.record(
    {
      filters: fc.array(filter, { maxLength: 2 }),
      steps: fc.array(step, { maxLength: 3 }),
      limit: fc.integer({ min: 1, max: 50 }),
      chart_type: fc.constantFrom("table", "none", ...kind.charts),
    },
    { requiredKeys: [] },
  );
  return fc
    .tuple(fields, common, group_by)
    .map(
      ([a, b, groups]) =>
        ({ operation: kind.operation, ...a, ...b, ...(groups.length > 0 && { group_by: groups }) }) as Fields,
    );
});

/** Values by the field's name that its schema takes. */
function valuesOf(name: string, field: unknown): fc.Arbitrary<Json> {
  const values = FIELDS[name] ?? fc.constant(null);
  return field instanceof z.ZodType ? values.filter((value) => field.safeParse(value).success) : values;
}

function isOptional(field: unknown): boolean {
  return field instanceof z.ZodType && field.safeParse(undefined).success;
}

/** A valid plan with one thing in it that cannot be. */
export const invalidPlan: fc.Arbitrary<Fields> = fc
  .tuple(
    validPlan,
    fc.constantFrom<(plan: Fields) => Fields>(
      (plan) => ({ ...plan, operation: "guess" }),
      (plan) => ({ ...plan, table: "no such table" }),
      (plan) => ({ ...plan, nonsense: 1 }),
      (plan) => ({ ...plan, limit: 0 }),
      (plan) => ({ ...plan, chart_type: "pie in the sky" }),
      (plan) => ({ ...plan, order: { by: "no such column" } }),
      (plan) => ({ ...plan, group_by: ["no such column"] }),
      (plan) => ({ ...plan, filters: [{ column: "nope", operator: "is_null" }] }),
      (plan) => ({ ...plan, filters: [{ column: "value", operator: "contains", value: "x" }] }),
      (plan) => ({ ...plan, filters: [{ column: "value", operator: ">", value: "x" }] }),
      (plan) => ({ ...plan, filters: { column: "value" } }),
      (plan) => ({ ...plan, steps: [{ step: "nothing" }] }),
      (plan) => ({ ...plan, steps: [{ step: "derive", column: "d", expression: "(SELECT 1)" }] }),
      (plan) => ({ ...plan, steps: [{ step: "impute", column: "select", method: "mean" }] }),
    ),
  )
  .map(([plan, spoil]) => spoil(plan));
