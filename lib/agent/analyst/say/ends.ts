import pluralize from "pluralize";
import { columnLabel } from "#lib/agent/analyst/column-label.ts";
import type { Intent, Measure } from "#lib/agent/analyst/intent.ts";
import { groupLabel, measureLabel } from "#lib/agent/analyst/label.ts";
import type { Json } from "#lib/core/schema.ts";
import { sayCell } from "./cell.ts";
import { decimalsFor, sayList, sayNumber } from "./number.ts";

const LISTED = 5;
const SHARING = 3;

export interface Entry {
  name: string;
  value: Json;
}

interface Said {
  intent: Intent;
  measure: Measure;
  /** Whether the entries are all groups there are. */
  isWhole: boolean;
}

/** Writes the cells that are said together alike. */
export function cellsOf(entries: Entry[]): (value: Json) => string {
  const decimals = decimalsFor(entries.map(({ value }) => value));
  return (value) => sayCell(value, decimals);
}

/** "20 combinations", "4 regions": how many groups, in words. */
function sayGroupCount({ groups }: Intent, count: number): string {
  const [only] = groups;
  if (groups.length > 1 || !only) return `${sayNumber(count)} combinations`;
  return `${sayNumber(count)} ${only.grain ? pluralize(only.grain) : pluralize(columnLabel(only.column))}`;
}

/** All groups are equal: no one of them is the highest. */
function sayAllEqual({ intent, measure }: Said, entries: Entry[]): string {
  const value = entries[0]?.value ?? null;
  const cell = cellsOf(entries);
  const isPair = entries.length === 2;
  const who = isPair
    ? `both ${sayList(entries.map(({ name }) => name))}`
    : `all ${sayGroupCount(intent, entries.length)}`;
  if (!measure.column) return `${who} have ${cell(value)} ${value === 1 ? "row" : "rows"}.`;
  return `${who} have the same ${measureLabel(measure)}, ${cell(value)}.`;
}

/** "North has", "North and South share"; of many that are equal the first few. */
function sayLeaders(leaders: Entry[]): string {
  const names = leaders.slice(0, LISTED).map(({ name }) => name);
  if (leaders.length === 1) return `${names[0]} has`;
  return leaders.length > LISTED
    ? `${names.slice(0, SHARING).join(", ")} and others share`
    : `${sayList(names)} share`;
}

const sayFollowers = (entries: Entry[], cell: (value: Json) => string): string =>
  `Next ${entries.length === 1 ? "is" : "are"} ${sayList(entries.map(({ name, value }) => `${name} (${cell(value)})`))}.`;

/** Groups from the one end to the other: all when they are few, else the ends. Two or more entries, sorted. */
export function sayEnds(said: Said, entries: Entry[]): { sentences: string[]; startsWithName: boolean } {
  const { intent, measure, isWhole } = said;
  const [first] = entries;
  const leaders = entries.filter(({ value }) => value === first?.value);
  const others = entries.slice(leaders.length);
  if (others.length === 0 && isWhole)
    return { sentences: [sayAllEqual(said, entries)], startsWithName: false };
  const [end, otherEnd] = intent.order === "asc" ? ["lowest", "highest"] : ["highest", "lowest"];
  const isFew = entries.length <= LISTED;
  const followers = isFew ? others : others.slice(0, 2);
  const last = others.at(-1);
  const hasTail = !isFew && isWhole && others.length >= 3 && last !== undefined;
  const cell = cellsOf([...leaders, ...followers, ...(hasTail ? [last] : [])]);
  const lead = `${sayLeaders(leaders)} the ${end} ${measureLabel(measure)}, ${cell(first?.value ?? null)}.`;
  const next = followers.length === 0 ? [] : [sayFollowers(followers, cell)];
  const tail = hasTail ? [`The ${otherEnd} is ${last.name} with ${cell(last.value)}.`] : [];
  return { sentences: [lead, ...next, ...tail], startsWithName: true };
}

/** "Average amount by region" for the one group there is. */
export function sayOnly({ intent, measure }: Said, entry: Entry): string {
  return `${measureLabel(measure)} by ${intent.groups.map(groupLabel).join(" and ")}: ${entry.name} ${sayCell(entry.value)}.`;
}
