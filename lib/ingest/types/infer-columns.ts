import {
  areFew,
  type Candidates,
  type ColumnSample,
  candidatesFor,
  sampleOf,
  type TypeWish,
} from "./column-candidates.ts";
import { factsOf, isExactDouble, narrowestType } from "./exact-number.ts";
import { chosen, habitsOf } from "./file-habits.ts";
import { numberReader } from "./number-candidates.ts";
import { type ColumnPlan, type DateOrder, type DecimalMark, type Reading, TEXT } from "./reading.ts";

export interface InferenceHints {
  names: readonly string[];
  /** Whether the sample is all there is; what it does not show is decided later either way. */
  whole?: boolean | undefined;
  /** What a person said; nothing is decided against it. */
  decimal?: DecimalMark | undefined;
  date_order?: DateOrder | undefined;
  types?: Readonly<Record<string, TypeWish>> | undefined;
  delimiter?: string | undefined;
}

/**
 * What each column of a text table holds, by its sample. A column whose values are mostly of one kind is planned as that
 * kind; the whole file then decides (see `makeParquet`).
 */
export function inferColumns(
  sample: readonly (readonly (string | null)[])[],
  hints: InferenceHints,
): ColumnPlan[] {
  const rows = enough(sample);
  const columns = hints.names.map((name, at) => {
    const column = sampleOf(
      name,
      rows.map((row) => row[at] ?? null),
    );
    const type = hints.types?.[name];
    return { column, type, candidates: candidatesFor(column, { type, decimal: hints.decimal }) };
  });
  const habits = habitsOf(columns.map(({ candidates }) => candidates));
  const decimal = hints.decimal ?? habits.decimal;
  return columns.map(({ column, type, candidates }) => {
    const example = exampleOf(column, candidates);
    const { reading, warning } = chosen(candidates.readings, {
      name: column.name,
      likely: candidates.likely,
      decimal,
      date_order: hints.date_order ?? habits.date_order,
      wished_order: hints.date_order,
      delimiter: hints.delimiter ?? ",",
      example,
    });
    return planOf(column, narrowed(reading, column), { candidates, type, warning, example });
  });
}

const MOST_ROWS = 2500;

/** Rows from everywhere in the sample: the whole file is looked at later in any case. */
function enough<T>(sample: readonly T[]): readonly T[] {
  const step = sample.length / MOST_ROWS;
  return step <= 1
    ? sample
    : Array.from({ length: MOST_ROWS }, (_, at) => sample[Math.floor(at * step)]).filter(
        (row) => row !== undefined,
      );
}

function planOf(
  column: ColumnSample,
  reading: Reading,
  how: { candidates: Candidates; type: TypeWish | undefined; warning: string | null; example: string | null },
): ColumnPlan {
  const wished = how.type !== undefined && how.type !== "text";
  const plan = wished && reading.kind === "text" ? emptyWish(how.type) : reading;
  const fits = how.candidates.count === column.values.length && !column.null_words && !column.spaces;
  const clean = plan.kind === "text" || (fits && !wished && isPlain(plan, column));
  return {
    name: column.name,
    reading: plan,
    clean,
    example: how.example,
    wished,
    warning: plan.kind === "text" ? null : how.warning,
  };
}

/** What a person says of a column without any such value. */
function emptyWish(type: TypeWish | undefined): Reading {
  if (type === "number") {
    return {
      kind: "number",
      type: "DOUBLE",
      decimal: ".",
      group: "",
      percent: false,
      currency: null,
      plain: false,
      zeros: true,
    };
  }
  const date = { family: "ymd", separator: "-", short_year: false } as const;
  return type === "date" ? { kind: "time", type: "DATE", date, half_days: false } : TEXT;
}

/** Nothing about such values needs to be told. */
function isPlain(reading: Reading, column: ColumnSample): boolean {
  if (reading.kind === "number") return reading.plain;
  if (reading.kind === "boolean") return reading.yes.includes("true") && reading.no.includes("false");
  if (reading.kind === "text") return true;
  if (reading.date === null) return !reading.half_days;
  const mixed = reading.type === "TIMESTAMP" && column.values.some((value) => value.length <= 10);
  return reading.date.family === "ymd" && !reading.date.short_year && !reading.half_days && !mixed;
}

function narrowed(reading: Reading, { values }: ColumnSample): Reading {
  if (reading.kind !== "number") return reading;
  const numbers = values.map(numberReader(reading)).filter((number) => number !== null);
  const type = narrowestType(factsOf(numbers));
  if (type === null) {
    // Few that are too long are told of when all values have been seen.
    const tooLong = numbers.filter((number) => !isExactDouble(number)).length;
    return reading.zeros || areFew(tooLong, numbers.length) ? reading : TEXT;
  }
  if (reading.percent) return type.startsWith("DECIMAL") ? TEXT : { ...reading, type: "DOUBLE" };
  return { ...reading, type };
}

/** A value that shows what is done: the longest of the first ones. */
function exampleOf({ values }: ColumnSample, { readings }: Candidates): string | null {
  const [reading] = readings;
  const first = values.slice(0, 100).toSorted((left, right) => right.length - left.length);
  if (reading?.kind !== "number") return first[0] ?? null;
  const read = numberReader({ ...reading, plain: false });
  return first.find((value) => read(value) !== null) ?? null;
}
