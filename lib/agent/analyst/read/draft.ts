import { type Column, sameColumn } from "#lib/agent/analyst/catalog.ts";
import type { Group, Intent, IntentKind, Measure } from "#lib/agent/analyst/intent.ts";
import { columnsOf, isMeasure, isYearNumber, timeColumns } from "./column-roles.ts";
import { type Groups, groupOfSubject } from "./groups.ts";
import { leftoverGroups } from "./leftover-groups.ts";
import { readMeasures } from "./measures.ts";
import { assume, columnAt, isFree, mentionedColumns, type Question, use } from "./question.ts";
import type { Ranking } from "./ranking.ts";

/** Tables that the question speaks of, through their names, columns and values. */
function tablesOf(q: Question, columns: Column[]): string[] {
  const named = q.items.flatMap((item) => (item.kind === "table" ? [item.table.name] : []));
  const spoken = [...q.filters.map(({ column }) => column.table), ...columns.map(({ table }) => table)];
  const all = [...new Set([...spoken, ...named])];
  return all.length > 0 ? all : usualTable(q);
}

/** The table meant when none is spoken of: the one with the most rows. */
function usualTable(q: Question): string[] {
  const [first] = [...q.catalog.tables].sort((a, b) => b.rowCount - a.rowCount);
  if (!first) return [];
  if (q.catalog.tables.length > 1) assume(q, `There are several tables; I took ${first.name}.`);
  return [first.name];
}

/** An intent before the chart and the assumptions are known. */
export type Draft = Omit<Intent, "hint" | "assumptions">;

/** Puts together what the readers found; or says what is missing. */
export function draftOf(
  q: Question,
  kind: IntentKind,
  ranking: Ranking,
  groups: Groups,
  comparesPeriods: boolean,
): Draft | { unknown: string } {
  if (groups.unknown !== null) return { unknown: groups.unknown };
  const base: Draft = {
    kind,
    tables: [],
    measures: [],
    groups: groups.groups,
    filters: q.filters,
    columns: [],
    order: ranking.order,
    limit: ranking.limit,
  };
  if (kind === "describe") return describeDraft(q, base);
  if (kind === "rows") return withTables(q, rowsDraft(q, base, ranking));
  if (kind === "distribution" || kind === "correlation") return columnsDraft(q, base, kind);
  return measureDraft(q, base, ranking, groups, comparesPeriods);
}

function withTables(q: Question, draft: Draft): Draft {
  const columns = [
    ...draft.measures.flatMap(({ column }) => column ?? []),
    ...draft.groups.map(({ column }) => column),
    ...draft.columns,
  ];
  return { ...draft, tables: draft.tables.length > 0 ? draft.tables : tablesOf(q, columns) };
}

/** Every table, unless the question names one. */
function describeDraft(q: Question, draft: Draft): Draft {
  const named = q.items.flatMap((item) => (item.kind === "table" ? [item.table.name] : []));
  const tables = named.length > 0 ? named : q.catalog.tables.map(({ name }) => name);
  return { ...draft, tables: tables.slice(0, 4) };
}

function rowsDraft(q: Question, draft: Draft, ranking: Ranking): Draft {
  const table = ranking.rows !== null && ranking.rows !== "any" ? [ranking.rows.name] : tablesOf(q, []);
  const { measures } = ranking.order ? readMeasures(q, ranking, [], table) : lastRows(q, ranking, table);
  if (ranking.order && measures.length === 0)
    q.faults.push(`there is no column that “${ranking.word}” could be about`);
  q.items.forEach((item, i) => {
    if (item.kind === "column") use(q, i);
  });
  return {
    ...draft,
    order: ranking.order,
    tables: [...new Set([...table, ...measures.flatMap(({ column }) => column?.table ?? [])])],
    measures,
    groups: [],
  };
}

/** "last 10 rows": those latest in time; without a time there is no last. */
function lastRows(q: Question, ranking: Ranking, tables: string[]): { measures: Measure[] } {
  if (!ranking.isLast) return { measures: [] };
  const column = timeColumns(columnsOf(q.catalog, tables))[0];
  if (!column) q.faults.push("there is no date or time that tells which rows are the last");
  ranking.order = "desc";
  return { measures: column ? [{ fn: "max", column }] : [] };
}

function columnsDraft(
  q: Question,
  draft: Draft,
  kind: "distribution" | "correlation",
): Draft | { unknown: string } {
  const wanted = kind === "correlation" ? 2 : 1;
  const columns: Column[] = [];
  q.items.forEach((_, i) => {
    if (!isFree(q, i) || columns.length >= wanted) return;
    const column = columnAt(q, i, {
      kinds: kind === "correlation" ? ["number"] : ["number", "time", "text", "boolean"],
    });
    if (!column) return;
    use(q, i);
    columns.push(column);
  });
  const grouped = draft.groups[0]?.column;
  if (kind === "correlation" && grouped) q.faults.push("I do not work out a correlation for each group yet");
  if (columns.length > 0 && grouped) assume(q, `I did not split it by ${grouped.name}.`);
  if (columns.length === 0 && grouped) return withTables(q, { ...draft, columns: [grouped], groups: [] });
  if (columns.length < wanted)
    return {
      unknown:
        kind === "correlation"
          ? "a correlation needs two columns of numbers"
          : "I found no column whose distribution you mean",
    };
  return withTables(q, { ...draft, columns, groups: [] });
}

function measureDraft(
  q: Question,
  draft: Draft,
  ranking: Ranking,
  groups: Groups,
  comparesPeriods: boolean,
): Draft | { unknown: string } {
  const all = [...groups.groups];
  const subject =
    ranking.subject === null || ranking.rows === "any" ? null : groupOfSubject(q, ranking.subject);
  if (subject && isRankable(subject) && !all.some((group) => sameColumn(group.column, subject.column)))
    all.unshift(subject);
  if (
    subject &&
    groups.groups.length > 0 &&
    ranking.order &&
    !sameColumn(subject.column, groups.groups[0]?.column ?? subject.column)
  )
    q.faults.push("I do not look for the first of each group yet");
  const spoken = tablesOf(q, [...mentionedColumns(q), ...all.map(({ column }) => column)]);
  const { measures, unknown } = ranking.byFrequency
    ? { measures: countRows(), unknown: null }
    : readMeasures(q, ranking, all, spoken, draft.kind === "share");
  if (unknown !== null) return { unknown: `there is no column for “${unknown}”` };
  q.said = ranking.byFrequency ? countRows() : measures;
  const several = q.filters.find(({ operator }) => operator === "in");
  if (several && all.every(({ grain }) => grain !== null)) all.push({ column: several.column, grain: null });
  const period = q.filters.find(({ operator }) => operator === "period");
  if (comparesPeriods && period && !all.some(({ grain }) => grain))
    all.unshift({ column: period.column, grain: "year" });
  const leftover = leftoverGroups(q, all).filter(
    ({ column }) => !q.filters.some((filter) => sameColumn(filter.column, column)),
  );
  const isListing = draft.kind === "measure" && measures.length === 0 && all.length === 0;
  if (isListing && q.filters.length > 0 && leftover.some(isOwnName))
    return withTables(q, { ...draft, kind: "rows", groups: [] });
  all.push(...leftover.filter((group) => ranking.order !== null || !isOwnName(group)));
  const isShare = draft.kind === "share";
  if (isShare && all.length > 1) q.faults.push("I do not work out shares within groups yet");
  if (isShare && all.length === 0) moveFilterToGroup(q, all);
  const isEmpty = measures.length === 0 && all.length === 0 && q.filters.length === 0;
  if (isEmpty) return { unknown: "" };
  const isOfMissing = measures.some(({ column }) =>
    q.filters.some((filter) => filter.operator === "is_null" && column && sameColumn(filter.column, column)),
  );
  const computed = measures.length > 0 && !isOfMissing ? measures : countRows();
  const lost = lostColumn(q, computed, all);
  if (lost !== null) return { unknown: `I could not tell what “${lost}” is for in that question` };
  return { ...draft, tables: orderedTables(q, computed, all), measures: computed, groups: all.slice(0, 3) };
}

/** A column that was named and has no part in the answer: the question means more than would be computed. */
function lostColumn(q: Question, measures: Measure[], groups: Group[]): string | null {
  const taken = [
    ...measures.flatMap(({ column }) => column ?? []),
    ...groups.map(({ column }) => column),
    ...q.filters.map(({ column }) => column),
  ];
  const lost = q.items.find(
    (item, i) =>
      item.kind === "column" &&
      isFree(q, i) &&
      !item.matches.some(({ column }) => column.isKey || taken.some((other) => sameColumn(other, column))),
  );
  return lost?.text ?? null;
}

/** "hotels in New York": a name that is nearly every row's own, grouped by, would only count to one. */
const isOwnName = ({ column }: Group): boolean =>
  column.kind === "text" && column.distinct !== null && column.distinct > column.rowCount * 0.5;

/** The table whose rows are computed over comes first: the measure's, else the one that is named. */
function orderedTables(q: Question, measures: Measure[], groups: Group[]): string[] {
  const measured = measures.flatMap(({ column }) => column?.table ?? []);
  const named = q.items.flatMap((item) => (item.kind === "table" ? [item.table.name] : []));
  const others = [
    ...groups.map(({ column }) => column.table),
    ...q.filters.map(({ column }) => column.table),
  ];
  const all = [...new Set([...measured, ...named, ...others])];
  return all.length > 0 ? all.slice(0, 3) : tablesOf(q, []);
}

const countRows = (): Measure[] => [{ fn: "count", column: null }];

/** A number that is measured is no subject of a ranking: "the highest amount". */
function isRankable({ column, grain }: Group): boolean {
  return grain !== null || !isMeasure(column) || isYearNumber(column);
}

/** "what share of orders is closed": the share of each status, so that the whole is seen. */
function moveFilterToGroup(q: Question, groups: Group[]): void {
  const at = q.filters.findIndex(({ operator }) => operator === "=" || operator === "same_text");
  const filter = q.filters[at];
  if (!filter) return;
  q.filters.splice(at, 1);
  groups.push({ column: filter.column, grain: null });
}
