import type { Grain, Intent, Measure } from "#lib/agent/analyst/intent.ts";
import { columnLabel, groupLabel, measureLabel, sentenceCase } from "#lib/agent/analyst/label.ts";
import type { Json } from "#lib/core/schema.ts";
import type { ResultView } from "#lib/results/schema.ts";
import { isPresent, sayCell, sayGroup } from "./cell.ts";
import { sayList, sayNumber, sayShare } from "./number.ts";

const LISTED = 5;
const NOTHING = "No rows meet these conditions, so there is nothing to compute.";

interface Entry {
  name: string;
  value: Json;
}

/** The name of a row's group: "North", "North / open", "North in March 2023". */
function sayMember({ groups }: Intent, row: Json[]): string {
  const named = groups.map(({ grain }, i) => ({ grain, name: sayGroup(row[i], grain) }));
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

function sayTotals(intent: Intent, result: ResultView): string[] {
  const [row = []] = result.rows;
  const parts = intent.measures.map((measure, i) => ({
    label: measureLabel(measure),
    value: row[i] ?? null,
  }));
  const known = parts.filter(({ value }) => isPresent(value));
  if (known.length === 0) return [NOTHING];
  const [first] = intent.measures;
  if (known.length === 1 && first?.fn === "count") return [sayCount(row[0])];
  if (known.length === 1 && first?.fn === "count_distinct" && first.column)
    return [
      `${columnLabel(first.column)} has ${sayNumber(row[0])} different ${row[0] === 1 ? "value" : "values"}.`,
    ];
  const said = known.map(({ label, value }) => `the ${label} is ${sayCell(value)}`);
  return [`${sentenceCase(sayList(said))}.`];
}

function sayCount(value: Json | undefined): string {
  return value === 1 ? "There is 1 row." : `There are ${sayNumber(value)} rows.`;
}

/** A line through time: where it starts and ends, and its ends. */
function sayOverTime(label: string, entries: Entry[], grain: Grain | null): string[] {
  const [first] = entries;
  const last = entries.at(-1);
  const found = ends(entries);
  if (!first || !last || !found) return [NOTHING];
  const on = grain === "day" ? "on" : "in";
  if (entries.length === 1) return [`The ${label} ${on} ${first.name} is ${sayCell(first.value)}.`];
  const lead = `The ${label} goes from ${sayCell(first.value)} ${on} ${first.name} to ${sayCell(last.value)} ${on} ${last.name}.`;
  if (found.highest.value === found.lowest.value) return [lead, "It stays the same throughout."];
  const high = `highest ${on} ${found.highest.name} (${sayCell(found.highest.value)})`;
  const low = `lowest ${on} ${found.lowest.name} (${sayCell(found.lowest.value)})`;
  return [lead, `It is ${high} and ${low}.`];
}

/** Groups from the one end to the other: all when they are few, else the ends. */
function sayGroups(intent: Intent, label: string, entries: Entry[], isWhole: boolean): string[] {
  const [first] = entries;
  if (!first) return [NOTHING];
  const by = intent.groups.map(groupLabel).join(" and ");
  if (entries.length === 1)
    return [`${sentenceCase(label)} by ${by}: ${first.name} ${sayCell(first.value)}.`];
  const [end, otherEnd] = intent.order === "asc" ? ["lowest", "highest"] : ["highest", "lowest"];
  const leaders = entries.filter(({ value }) => value === first.value);
  const others = entries.slice(leaders.length);
  const lead = `${sayLeaders(leaders)} the ${end} ${label}, ${sayCell(first.value)}.`;
  if (others.length === 0) return [lead];
  if (entries.length <= LISTED) return [lead, `${sentenceCase(sayFollowers(others))}.`];
  const last = others.at(-1);
  const isCut = !isWhole || intent.limit !== null || others.length < 3;
  const tail = last && !isCut ? [`The ${otherEnd} is ${last.name} with ${sayCell(last.value)}.`] : [];
  return [lead, `${sentenceCase(sayFollowers(others.slice(0, 2)))}.`, ...tail];
}

/** "North has", "North and South share"; of many that are equal the first few. */
function sayLeaders(leaders: Entry[]): string {
  const names = leaders.slice(0, LISTED).map(({ name }) => name);
  if (leaders.length === 1) return `${names[0]} has`;
  return leaders.length > LISTED
    ? `${names.slice(0, 3).join(", ")} and others share`
    : `${sayList(names)} share`;
}

const sayFollowers = (entries: Entry[]): string =>
  `next ${entries.length === 1 ? "is" : "are"} ${sayList(entries.map(({ name, value }) => `${name} (${sayCell(value)})`))}`;

/** Sentences of a measure, with or without groups. Every number is a cell of the Result. */
export function sayMeasure(intent: Intent, result: ResultView): string[] {
  if (intent.groups.length === 0) return sayTotals(intent, result);
  if (result.rows.length === 0) return [NOTHING];
  return intent.measures.slice(0, 3).flatMap((measure, i) => sayOne(intent, result, measure, i));
}

/** One measure of several. Rows stand in the order of the first. */
function sayOne(intent: Intent, result: ResultView, measure: Measure, index: number): string[] {
  const label = measureLabel(measure);
  const entries = entriesOf(intent, result, intent.groups.length + index);
  const isTime = intent.groups.length === 1 && isTimeGroup(intent) && intent.order === null;
  if (isTime) return sayOverTime(label, entries, intent.groups[0]?.grain ?? null);
  const isSorted = intent.order !== null || !isTimeGroup(intent);
  const sorted =
    isSorted && index === 0 && !isNumberGroup(intent) ? entries : sortedByValue(entries, intent.order);
  return sayGroups(intent, label, sorted, result.rows.length === result.row_count);
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
  const parts = result.rows.slice(0, LISTED).map((row) => {
    return `${sayMember(intent, row)} ${sayShare(row[at + 1])} (${sayNumber(row[at])})`;
  });
  if (parts.length === 0) return [NOTHING];
  const [measure] = intent.measures;
  const label = measure?.column ? measureLabel(measure) : "rows";
  const start = result.row_count > LISTED ? "The largest shares" : "The shares";
  return [`${start} of the ${label} are ${sayList(parts)}.`];
}
