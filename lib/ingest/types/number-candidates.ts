import { type CurrencyName, currencyOf, currencyPattern } from "./currencies.ts";
import { bodyPattern, INFINITY, loosePattern, plainPattern, SPACE } from "./number-pattern.ts";
import type { DecimalMark, GroupMark, NumberReading } from "./reading.ts";

const PLAIN = new RegExp(`^(?:${plainPattern(false)})$`, "i");
const INFINITE = new RegExp(`^(?:${INFINITY})$`, "i");
const UNIT = currencyPattern();
const SIGN = "[-+−]?";
const OUTER = new RegExp(
  `^[(]?${SPACE}${SIGN}${SPACE}(${UNIT})?${SPACE}${SIGN}([.,]?[0-9][0-9.,'’ \u00a0\u202f\u2009]*?)${SPACE}(%)?${SPACE}(${UNIT})?${SPACE}-?[)]?$`,
  "i",
);

interface Convention {
  decimal: DecimalMark;
  group: GroupMark;
  body: RegExp;
}

/** In the order of preference between those that read a column equally well. */
const CONVENTIONS: readonly Convention[] = (
  [
    [".", ""],
    [".", ","],
    [",", ""],
    [",", "."],
    [".", " "],
    [",", " "],
    [".", "'"],
    [",", "'"],
  ] as const
).map(([decimal, group]) => ({
  decimal,
  group,
  body: new RegExp(`^${bodyPattern(decimal, group, false, false)}$`),
}));
const WITH_ZEROS: readonly Convention[] = CONVENTIONS.map(({ decimal, group }) => ({
  decimal,
  group,
  body: new RegExp(`^${bodyPattern(decimal, group, false, true)}$`),
}));

export interface NumberCandidates {
  /** Readings that take equally many values, the preferred one first; several where the decimal mark is open. */
  readings: NumberReading[];
  /** How many values they take. */
  count: number;
}

/** How the values of a column could be numbers. Nulls and null words are not among the values. */
export function numberCandidates(
  values: readonly string[],
  wish: { decimal: DecimalMark | undefined; zeros: boolean },
): NumberCandidates | null {
  if (!wish.zeros && wish.decimal !== "," && values.every((value) => PLAIN.test(value))) {
    const plain = !values.some((value) => value.includes("."));
    const type = plain ? "BIGINT" : "DOUBLE";
    const readings: NumberReading[] = [{ ...reading(CONVENTIONS[0], { plain: true }), type }];
    if (!plain) readings.push(...dottedGroups(values));
    return { readings, count: values.length };
  }
  return loose(values, wish);
}

/** 1.234 is one and a bit, or a thousand: told when every value looks like that. */
function dottedGroups(values: readonly string[]): NumberReading[] {
  if (!values.every((value) => /^-?[1-9][0-9]{0,2}[.][0-9]{3}$|^-?[0-9]{1,3}$/.test(value))) return [];
  return [reading(CONVENTIONS[3], { plain: false })];
}

function loose(
  values: readonly string[],
  wish: { decimal: DecimalMark | undefined; zeros: boolean },
): NumberCandidates | null {
  const conventions = (wish.zeros ? WITH_ZEROS : CONVENTIONS).filter(
    ({ decimal }) => wish.decimal === undefined || decimal === wish.decimal,
  );
  const counts = conventions.map(() => 0);
  const currencies = new Map<CurrencyName, number>();
  const seen = { numbers: 0, percents: 0, closed: 0, plain: 0 };
  for (const value of values) {
    if (INFINITE.test(value)) {
      seen.numbers++;
      continue;
    }
    const found = OUTER.exec(value);
    if (found === null && !PLAIN.test(value)) continue;
    seen.numbers++;
    if (value.startsWith("(")) seen.closed++;
    if (PLAIN.test(value)) seen.plain++;
    if (found?.[3] !== undefined) seen.percents++;
    const name = currencyOf(found?.[1] ?? found?.[4] ?? "");
    if (name !== undefined) currencies.set(name, (currencies.get(name) ?? 0) + 1);
    const body = found?.[2] ?? value;
    for (const [at, convention] of conventions.entries()) {
      if (convention.body.test(body) || (convention.decimal === "." && PLAIN.test(value)))
        counts[at] = (counts[at] ?? 0) + 1;
    }
  }
  const most = Math.max(...counts);
  if (most <= 0 || seen.closed === seen.numbers) return null;
  const percent = seen.percents * 2 > seen.numbers;
  const currency = [...currencies].toSorted((left, right) => right[1] - left[1])[0]?.[0] ?? null;
  const best = conventions.filter((_, at) => counts[at] === most);
  const readings = best.map((convention) => ({
    ...reading(convention, { plain: false }),
    percent,
    currency: percent ? null : currency,
    zeros: wish.zeros,
  }));
  return { readings: openOnes(readings), count: countOf(readings[0], values) };
}

/** Conventions that differ in the decimal mark are a choice; those with other group marks only are none. */
function openOnes([first, ...others]: NumberReading[]): NumberReading[] {
  if (first === undefined) return [];
  const other = others.find(({ decimal }) => decimal !== first.decimal);
  return other === undefined ? [first] : [first, other];
}

function countOf(reading: NumberReading | undefined, values: readonly string[]): number {
  if (reading === undefined) return 0;
  const read = numberReader(reading);
  return values.filter((value) => read(value) !== null).length;
}

function reading(convention: Convention | undefined, { plain }: { plain: boolean }): NumberReading {
  const { decimal, group } = convention ?? { decimal: ".", group: "" };
  return {
    kind: "number",
    type: "DOUBLE",
    decimal,
    group,
    percent: false,
    currency: null,
    plain,
    zeros: false,
  };
}

/** Reads values into numbers as `-1234.5`, as the reading takes them; null for what is none. */
export function numberReader(how: NumberReading): (value: string) => string | null {
  const plain =
    how.decimal === "." && !how.percent ? new RegExp(`^(?:${plainPattern(false, how.zeros)})$`, "i") : null;
  const loose = how.plain ? null : new RegExp(`^${loosePattern(how, false)}$`, "i");
  const others = how.decimal === "." ? /[^0-9.]/g : /[^0-9,]/g;
  return (value) => {
    if (plain?.test(value)) return value;
    if (loose === null) return null;
    if (INFINITE.test(value)) return value.toLowerCase();
    if (!loose.test(value)) return null;
    const digits = value.replace(others, "").replace(",", ".");
    return `${/^[(]|[-−]/.test(value) ? "-" : ""}${digits}`;
  };
}
