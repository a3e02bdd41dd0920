import { columnLabel } from "#lib/agent/analyst/column-label.ts";
import type { Analysis, Request } from "#lib/agent/analyst/intent.ts";
import { isPresent, sayCell, sayGroup } from "#lib/agent/analyst/say/cell.ts";
import { underConditions } from "#lib/agent/analyst/say/conditions.ts";
import { decimalsFor, sayList, sayNumber, sayP, sayShare } from "#lib/agent/analyst/say/number.ts";
import type { Json } from "#lib/core/schema.ts";
import type { ResultView } from "#lib/results/schema.ts";
import { rowsOf, sayPart } from "./parts.ts";

type Of<O extends Analysis["operation"]> = Extract<Analysis, { operation: O }>;
const LISTED = 6;

const nothing = (request: Request, label: string): string[] => [
  underConditions(request, `there are no values of ${label}, so there is nothing to compute.`),
];

/** "North / open": the groups that a row stands for. */
const memberOf = ({ groups }: Request, row: Json[]): string =>
  groups.map(({ grain }, i) => sayGroup(row[i], grain)).join(" / ");

/** One figure, or one a group: all of them when they are few, else the ends. */
function sayFigures(request: Request, label: string, entries: { name: string; value: Json }[]): string[] {
  const known = entries.filter(({ value }) => isPresent(value));
  const [first] = known;
  if (!first) return nothing(request, label.replace(/^.* of /, ""));
  const decimals = decimalsFor(known.map(({ value }) => value));
  const cell = (value: Json) => sayCell(value, decimals);
  if (request.groups.length === 0) return [underConditions(request, `the ${label} is ${cell(first.value)}.`)];
  const sorted = [...known].sort((a, b) => Number(b.value) - Number(a.value));
  const [highest = first, ...rest] = sorted;
  if (known.length <= LISTED) {
    const said = sorted.map(({ name, value }) => `${cell(value)} for ${name}`);
    return [underConditions(request, `the ${label} is ${sayList(said)}.`)];
  }
  const lowest = rest.at(-1) ?? highest;
  return [
    underConditions(
      request,
      `the ${label} is highest for ${highest.name} (${cell(highest.value)}) and lowest for ${lowest.name} (${cell(lowest.value)}).`,
    ),
  ];
}

/** "the lower quartile and median of wait are 3 and 5 for Hill; 4 and 6 for Harbour": of few groups. */
function sayPartsByGroup(
  request: Request,
  { parts, label }: { parts: number[]; label: string },
  { rows, row_count }: ResultView,
): string {
  const at = request.groups.length;
  const of = `the ${sayList(parts.map(sayPart))} of ${label}`;
  const groups = Map.groupBy(rows, (row) => memberOf(request, row));
  if (rows.length < row_count || groups.size > LISTED || parts.length > LISTED)
    return `${of} of each group are in the table.`;
  const decimals = decimalsFor(rows.map((row) => row[at + 1]));
  const said = [...groups].flatMap(([name, own]) =>
    own.every((row) => isPresent(row[at + 1]))
      ? [`${sayList(own.map((row) => sayCell(row[at + 1], decimals)))} for ${name}`]
      : [],
  );
  return `${of} are ${said.join("; ")}.`;
}

export function sayQuantiles(
  request: Request,
  { column, parts }: Of<"quantile">,
  result: ResultView,
): string[] {
  const at = request.groups.length;
  const label = columnLabel(column);
  const [part] = parts;
  if (parts.length === 1 && part !== undefined) {
    const entries = result.rows.map((row) => ({ name: memberOf(request, row), value: row[at + 1] ?? null }));
    return sayFigures(request, `${sayPart(part)} of ${label}`, entries);
  }
  if (at > 0) {
    return [underConditions(request, sayPartsByGroup(request, { parts, label }, result))];
  }
  const known = result.rows.filter((row) => isPresent(row[1]));
  if (known.length === 0) return nothing(request, label);
  const decimals = decimalsFor(known.map((row) => row[1]));
  const said = known.map((row, i) => {
    const part = sayPart(Number(row[0]));
    const value = sayCell(row[1], decimals);
    return i === 0 ? `the ${part} of ${label} is ${value}` : `the ${part} ${value}`;
  });
  return [underConditions(request, `${sayList(said)}.`)];
}

const BEYOND: Record<Of<"anomalies">["method"], string> = {
  zscore: "more than 3 standard deviations from the mean",
  iqr: "more than 1.5 times the middle half's width beyond the quartiles",
  mad: "far from the median, beyond a modified z-score of 3.5",
};

export function sayAnomalies(
  request: Request,
  { column, method }: Of<"anomalies">,
  result: ResultView,
): string[] {
  const label = columnLabel(column);
  const count = result.row_count;
  const within = request.groups.length > 0 ? ` of ${count > 1 ? "their" : "its"} group` : "";
  const [first] = rowsOf(result);
  if (!first) return [underConditions(request, `no value of ${label} lies ${BEYOND[method]}${within}.`)];
  const lie = count === 1 ? "1 row lies" : `${sayNumber(count)} rows lie`;
  const score = Object.entries(first).at(-1)?.[1] ?? null;
  return [
    underConditions(request, `${lie} ${BEYOND[method]}${within} in ${label}.`),
    `The furthest is ${sayCell(first[column.name])}, with a score of ${sayNumber(score)}.`,
  ];
}

const TEST_NAMES: Record<string, string> = {
  shapiro_wilk: "Shapiro-Wilk",
  kolmogorov_smirnov: "Kolmogorov-Smirnov (Lilliefors)",
  dagostino: "D'Agostino's K²",
};

export function sayNormality(request: Request, { column }: Of<"normality">, result: ResultView): string[] {
  const label = columnLabel(column);
  const tests = rowsOf(result).filter(({ p_value }) => typeof p_value === "number");
  const [first] = tests;
  if (!first) return [underConditions(request, `${label} has too few different values to test.`)];
  const against = tests.filter(({ p_value }) => Number(p_value) < 0.05);
  const verdict =
    against.length === tests.length
      ? "does not look normally distributed"
      : against.length === 0
        ? "may be normally distributed: no test speaks against it"
        : "is doubtful: the tests do not agree on a normal distribution";
  const said = tests.map(
    ({ test, statistic, p_value }) =>
      `${TEST_NAMES[String(test)]} ${sayNumber(statistic)} (${sayP(p_value)})`,
  );
  const shape = isPresent(first.skewness)
    ? ` The skewness is ${sayNumber(first.skewness)} and the excess kurtosis ${sayNumber(first.excess_kurtosis)}.`
    : "";
  return [
    underConditions(request, `${label} ${verdict}.`),
    `Over ${sayNumber(first.n)} rows: ${sayList(said)}.${shape}`,
  ];
}

export function sayMode(request: Request, { column }: Of<"mode">, result: ResultView): string[] {
  const at = request.groups.length;
  const label = columnLabel(column);
  const known = result.rows.filter((row) => isPresent(row[at]));
  if (known.length === 0) return nothing(request, label);
  const times = (count: Json | undefined) => (count === 1 ? "once" : `${sayNumber(count)} times`);
  if (at === 0) {
    const [value, count] = known[0] ?? [];
    return [
      underConditions(
        request,
        `the most frequent ${label} is ${sayGroup(value, null)}, which occurs ${times(count)}.`,
      ),
    ];
  }
  const said = known
    .slice(0, LISTED)
    .map((row) => `${sayGroup(row[at], null)} for ${memberOf(request, row)} (${times(row[at + 1])})`);
  const more = known.length > LISTED ? " The others are in the table." : "";
  return [underConditions(request, `the most frequent ${label} is ${sayList(said)}.${more}`)];
}

const SHAPES: Record<"skewness" | "kurtosis" | "std_pop" | "var_pop", string> = {
  skewness: "skewness",
  kurtosis: "excess kurtosis",
  std_pop: "population standard deviation",
  var_pop: "population variance",
};

/** What a skewness means; Bulmer's rule of thumb (1979): half and one. */
function sayLean(value: Json | undefined, label: string): string[] {
  if (typeof value !== "number") return [];
  const size = Math.abs(value);
  if (size < 0.5) return [`That is fairly symmetric.`];
  const tail = value > 0 ? "high" : "low";
  return [
    `So ${label} is ${size < 1 ? "moderately" : "strongly"} skewed, with a longer tail of ${tail} values.`,
  ];
}

export function sayShape(
  request: Request,
  { operation, column }: Of<"skewness" | "kurtosis" | "std_pop" | "var_pop">,
  result: ResultView,
): string[] {
  const at = request.groups.length;
  const label = columnLabel(column);
  const entries = result.rows.map((row) => ({ name: memberOf(request, row), value: row[at] ?? null }));
  const said = sayFigures(request, `${SHAPES[operation]} of ${label}`, entries);
  return operation === "skewness" && at === 0 ? [...said, ...sayLean(entries[0]?.value, label)] : said;
}

export function sayMissing(
  request: Request,
  { columns: [asked] }: Of<"missing_values">,
  result: ResultView,
): string[] {
  const rows = rowsOf(result);
  const lacking = rows.filter(({ missing }) => Number(missing) > 0);
  if (rows.every(({ missing_share }) => missing_share === null))
    return [underConditions(request, "there are no rows.")];
  if (lacking.length === 0 && rows.length === result.row_count)
    return [
      underConditions(request, `no values are missing in ${asked ? columnLabel(asked) : "any column"}.`),
    ];
  const said = lacking
    .slice(0, LISTED)
    .map(
      ({ column, missing, missing_share }) =>
        `${sayCell(column)} (${sayNumber(missing)}, ${sayShare(missing_share)} of the rows)`,
    );
  const most = lacking.length > LISTED ? "values are missing most in" : "values are missing in";
  const rest = lacking.length < rows.length ? " The other columns are complete." : "";
  return [underConditions(request, `${most} ${sayList(said)}.${lacking.length > LISTED ? "" : rest}`)];
}
