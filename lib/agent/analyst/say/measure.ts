import { columnLabel } from "#lib/agent/analyst/column-label.ts";
import type { Group, Intent, Measure } from "#lib/agent/analyst/intent.ts";
import { measureLabel } from "#lib/agent/analyst/label.ts";
import { isSortedByValue } from "#lib/agent/analyst/sql/measure-sql.ts";
import type { Json } from "#lib/core/schema.ts";
import type { ResultView } from "#lib/results/schema.ts";
import { isPresent, sayCell, sayGroup } from "./cell.ts";
import { sayConditions, underConditions } from "./conditions.ts";
import { cellsOf, type Entry, sayEnds, sayOnly } from "./ends.ts";
import { decimalsFor, sayList, sayNumber, sayShare } from "./number.ts";
import { sayNoRows } from "./others.ts";

const LISTED = 5;

/** The name of one group: a number or a yes-or-no says nothing without its column. */
function sayPart({ column, grain }: Group, value: Json | undefined): string {
  const name = sayGroup(value, grain);
  const isBare = grain === null && (column.kind === "number" || column.kind === "boolean");
  return isBare && column.words.at(-1) !== "year" ? `${columnLabel(column)} = ${name}` : name;
}

/** The name of a row's group: "North", "North / open", "North in March 2023". */
function sayMember({ groups }: Intent, row: Json[]): string {
  const named = groups.map((group, i) => ({ grain: group.grain, name: sayPart(group, row[i]) }));
  const time = named.find(({ grain }) => grain !== null);
  const others = named.filter((part) => part !== time).map(({ name }) => name);
  if (!time) return others.join(" / ");
  return others.length === 0
    ? time.name
    : `${others.join(" / ")} ${time.grain === "day" ? "on" : "in"} ${time.name}`;
}

/** The groups of a Result with one of its measures, those without a value left out. */
function entriesOf(intent: Intent, result: ResultView, column: number): Entry[] {
  return result.rows
    .map((row) => ({
      name: sayMember(intent, row),
      value: row[column] ?? null,
    }))
    .filter(({ value }) => isPresent(value));
}

const amount = (value: Json): number => Number(value);

/** Largest and smallest entry. Only comparing: the values said are the cells' own. */
function ends(entries: Entry[]): { highest: Entry; lowest: Entry } | null {
  const sorted = [...entries].sort((a, b) => amount(b.value) - amount(a.value));
  const [highest] = sorted;
  const lowest = sorted.at(-1);
  return highest && lowest ? { highest, lowest } : null;
}

/** Why there is nothing to say: no row meets the conditions, or none of them has a value. */
function sayNothing(intent: Intent): string {
  const [column] = intent.measures.flatMap((measure) => measure.column ?? []);
  const conditions = sayConditions(intent);
  if (!column || column.rowCount === 0) return sayNoRows(intent);
  const where = conditions === "" ? "" : ` ${conditions}`;
  return `There are no values of ${columnLabel(column)}${where}, so there is nothing to compute.`;
}

function sayTotals(intent: Intent, result: ResultView): string[] {
  const [row = []] = result.rows;
  const parts = intent.measures.map((measure, i) => ({
    label: measureLabel(measure),
    value: row[i] ?? null,
  }));
  const known = parts.filter(({ value }) => isPresent(value));
  if (known.length === 0) return [sayNothing(intent)];
  const [first] = intent.measures;
  if (known.length === 1 && first?.fn === "count") return [underConditions(intent, sayCount(row[0]))];
  if (known.length === 1 && first?.fn === "count_distinct" && first.column)
    return [
      underConditions(
        intent,
        `${columnLabel(first.column)} has ${sayNumber(row[0])} different ${row[0] === 1 ? "value" : "values"}.`,
      ),
    ];
  const said = known.map(({ label, value }) => `the ${label} is ${sayCell(value)}`);
  return [underConditions(intent, `${sayList(said)}.`)];
}

function sayCount(value: Json | undefined): string {
  return value === 1 ? "there is 1 row." : `there are ${sayNumber(value)} rows.`;
}

/** A line through time: where it starts and ends, and its ends. */
function sayOverTime(intent: Intent, measure: Measure, entries: Entry[]): string[] {
  const label = measureLabel(measure);
  const [first] = entries;
  const last = entries.at(-1);
  const found = ends(entries);
  if (!first || !last || !found) return [sayNothing(intent)];
  const on = intent.groups[0]?.grain === "day" ? "on" : "in";
  const cell = cellsOf([first, last, found.highest, found.lowest]);
  if (entries.length === 1)
    return [underConditions(intent, `the ${label} ${on} ${first.name} is ${cell(first.value)}.`)];
  const lead = underConditions(
    intent,
    `the ${label} goes from ${cell(first.value)} ${on} ${first.name} to ${cell(last.value)} ${on} ${last.name}.`,
  );
  if (found.highest.value === found.lowest.value) return [lead, "It stays the same throughout."];
  const high = `highest ${on} ${found.highest.name} (${cell(found.highest.value)})`;
  const low = `lowest ${on} ${found.lowest.name} (${cell(found.lowest.value)})`;
  return [lead, `It is ${high} and ${low}.`];
}

function sayGroups(intent: Intent, measure: Measure, entries: Entry[], isAll: boolean): string[] {
  const [first] = entries;
  if (!first) return [sayNothing(intent)];
  const isWhole = isAll && (intent.limit === null || entries.length < intent.limit);
  const said = { intent, measure, isWhole };
  if (entries.length === 1) return [underConditions(intent, sayOnly(said, first))];
  const { sentences, startsWithName } = sayEnds(said, entries);
  const [lead = "", ...rest] = sentences;
  return [underConditions(intent, lead, startsWithName), ...rest];
}

/** Sentences of a measure, with or without groups. Every number is a cell of the Result. */
export function sayMeasure(intent: Intent, result: ResultView): string[] {
  if (intent.groups.length === 0) return sayTotals(intent, result);
  if (result.rows.length === 0) return [sayNoRows(intent)];
  return intent.measures.slice(0, 3).flatMap((measure, i) => sayOne(intent, result, measure, i));
}

/** One measure of several. Rows stand in the order of the first. */
function sayOne(intent: Intent, result: ResultView, measure: Measure, index: number): string[] {
  const entries = entriesOf(intent, result, intent.groups.length + index);
  const isTime = intent.groups.length === 1 && isTimeGroup(intent) && intent.order === null;
  if (isTime) return sayOverTime(intent, measure, entries);
  const isSorted = intent.order !== null || !isTimeGroup(intent);
  const sorted =
    isSorted && index === 0 && !isNumberGroup(intent) ? entries : sortedByValue(entries, intent.order);
  return sayGroups(intent, measure, sorted, result.rows.length === result.row_count);
}

const sortedByValue = (entries: Entry[], order: Intent["order"]): Entry[] =>
  [...entries].sort((a, b) =>
    order === "asc" ? amount(a.value) - amount(b.value) : amount(b.value) - amount(a.value),
  );

function isTimeGroup({ groups }: Intent): boolean {
  return groups.some(
    ({ grain, column }) => grain !== null || column.kind === "time" || column.words.at(-1) === "year",
  );
}

const isNumberGroup = ({ groups, order }: Intent): boolean =>
  order === null && groups.some(({ column }) => column.kind === "number");

/** Sentences of shares: each part's share of the whole, largest first. */
export function sayShares(intent: Intent, result: ResultView): string[] {
  const at = intent.groups.length;
  const isWhole = result.rows.length === result.row_count;
  const isCut = result.row_count > LISTED;
  const sign = intent.order === "asc" ? -1 : 1;
  const sorted =
    isCut && isWhole
      ? [...result.rows].sort((a, b) => sign * (Number(b[at + 1]) - Number(a[at + 1])))
      : result.rows;
  const shown = sorted.slice(0, LISTED);
  const decimals = decimalsFor(shown.map((row) => row[at]));
  const parts = shown.map(
    (row) => `${sayMember(intent, row)} ${sayShare(row[at + 1])} (${sayNumber(row[at], decimals)})`,
  );
  if (parts.length === 0) return [sayNoRows(intent)];
  const [measure] = intent.measures;
  const label = measure?.column ? measureLabel(measure) : "rows";
  const end = isWhole || isSortedByValue(intent) ? (sign < 0 ? "smallest" : "largest") : "first";
  const start = isCut ? `the ${end} shares` : "the shares";
  return [underConditions(intent, `${start} of the ${label} are ${sayList(parts)}.`)];
}
