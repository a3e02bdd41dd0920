import type { Analysis, Grain, Request } from "#lib/agent/analyst/intent.ts";
import { measureLabel } from "#lib/agent/analyst/label.ts";
import { isPresent, sayCell, sayGroup } from "#lib/agent/analyst/say/cell.ts";
import { underConditions } from "#lib/agent/analyst/say/conditions.ts";
import { decimalsFor, sayNumber, sayShare } from "#lib/agent/analyst/say/number.ts";
import type { Json } from "#lib/core/schema.ts";
import type { ResultView } from "#lib/results/schema.ts";
import { rowsOf } from "./parts.ts";

type Of<O extends Analysis["operation"]> = Extract<Analysis, { operation: O }>;
type Row = Record<string, Json>;

const at = (row: Row | undefined, grain: Grain): string =>
  `${grain === "day" ? "on" : "in"} ${sayGroup(row?.period, grain)}`;

/** "changed by 12 (5.2%)": the cells of one period. */
function sayChange({ change, change_ratio }: Row): string {
  const ratio = isPresent(change_ratio) ? ` (${sayShare(change_ratio)})` : "";
  return change === 0 ? "did not change" : `changed by ${sayNumber(change)}${ratio}`;
}

/** Growth from period to period: the last, and the largest rise and fall; or the end that was asked for. */
export function sayGrowth(
  request: Request,
  { measure, grain, ranked }: Of<"trend">,
  result: ResultView,
): string[] {
  const label = measureLabel(measure);
  const rows = rowsOf(result);
  const known = rows.filter(({ change }) => isPresent(change));
  if (known.length === 0)
    return [underConditions(request, `there are no two ${grain}s to compare the ${label} of.`)];
  if (ranked) return sayRanked(request, { label, grain, ranked }, known);
  const [first, last] = [rows[0], rows.at(-1)];
  if (rows.length < result.row_count || !last || !isPresent(last.change))
    return [
      underConditions(request, `the change of the ${label} from one ${grain} to the next is in the table.`),
    ];
  const decimals = decimalsFor([first?.value, last.value]);
  if (rows.length === 2) {
    const ends = [first, last].map((row) => sayGroup(row?.period, grain));
    const values = `from ${sayCell(first?.value, decimals)} to ${sayCell(last.value, decimals)}`;
    const others = {
      ...request,
      filters: request.filters.filter(({ operator }) => operator !== "period"),
    };
    return [
      underConditions(others, `from ${ends[0]} to ${ends[1]}, the ${label} ${sayChange(last)}, ${values}.`),
    ];
  }
  const lead = `the ${label} ${sayChange(last)} ${at(last, grain)}, the last ${grain}, to ${sayCell(last.value)}.`;
  const by = (row: Row) => Number(row.change_ratio ?? row.change);
  const sorted = [...known].sort((a, b) => by(b) - by(a));
  const [rise, fall] = [sorted[0], sorted.at(-1)];
  const said = [
    rise && by(rise) > 0 ? `The strongest rise is ${at(rise, grain)}: it ${sayChange(rise)}.` : "",
    fall && by(fall) < 0 ? `The strongest fall is ${at(fall, grain)}: it ${sayChange(fall)}.` : "",
  ];
  return [underConditions(request, lead), ...said.filter((sentence) => sentence !== "")];
}

function sayRanked(
  request: Request,
  { label, grain, ranked }: { label: string; grain: Grain; ranked: NonNullable<Of<"trend">["ranked"]> },
  [first]: Row[],
): string[] {
  if (!first) return [];
  const value = Number(first[ranked.by]);
  const isWanted = ranked.direction === "desc" ? value > 0 : value < 0;
  const end = ranked.direction === "desc" ? "rise" : "fall";
  if (!isWanted) return [underConditions(request, `the ${label} has no ${grain} with a ${end}.`)];
  const how = ranked.by === "change" ? "largest" : "strongest";
  return [
    underConditions(
      request,
      `the ${how} ${end} of the ${label} is ${at(first, grain)}: it ${sayChange(first)}, to ${sayCell(first.value)}.`,
    ),
  ];
}

/** The first and last of the periods ahead, and how far off the model was when tested. */
export function sayForecast(
  request: Request,
  { measure, grain }: Of<"forecast">,
  result: ResultView,
): string[] {
  const ahead = rowsOf(result)
    .filter(({ kind }) => kind === "forecast")
    .sort((a, b) => (String(a.period) < String(b.period) ? -1 : 1));
  const [first] = ahead;
  const last = ahead.at(-1);
  if (!first || !last) return [underConditions(request, "the forecast is in the table.")];
  const decimals = decimalsFor([first, last].flatMap(({ value, lower, upper }) => [value, lower, upper]));
  const cell = (value: Json | undefined) => sayCell(value, decimals);
  const figure = (row: Row) =>
    `${cell(row.value)} ${at(row, grain)} (95% interval ${cell(row.lower)} to ${cell(row.upper)})`;
  const to = ahead.length > 1 ? `, and at ${figure(last)}` : "";
  const off = isPresent(first.backtest_mape) ? sayShare(first.backtest_mape) : cell(first.backtest_mae);
  return [
    underConditions(request, `the ${measureLabel(measure)} is forecast at ${figure(first)}${to}.`),
    `Tested on the last known periods, the model was off by ${off} on average.`,
  ];
}
