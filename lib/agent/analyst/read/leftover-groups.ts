import { type Column, sameColumn } from "#lib/agent/analyst/catalog.ts";
import type { Group } from "#lib/agent/analyst/intent.ts";
import * as lexicon from "./lexicon.ts";
import { columnAt, isFree, type Question, use, wordAt } from "./question.ts";

/** Text columns that were named and not used otherwise: what the numbers are looked at by. */
export function leftoverGroups(q: Question, groups: Group[]): Group[] {
  const more: Group[] = [];
  q.items.forEach((item, i) => {
    if (item.kind !== "column" || !isFree(q, i)) return;
    const column = columnAt(q, i, { kinds: ["text", "boolean"] });
    if (!column || (column.kind !== "text" && column.kind !== "boolean")) return;
    use(q, i);
    const isKnown = [...groups, ...more].some((group) => sameColumn(group.column, column));
    if (!isKnown && groups.length + more.length < 2 && !isFlag(q, column, i))
      more.push({ column, grain: null });
  });
  return more;
}

/** "active customers": a yes-or-no column before what is counted is a condition. */
function isFlag(q: Question, column: Column, index: number): boolean {
  if (column.kind !== "boolean") return false;
  const next = q.items[index + 1];
  const isNegative = ["not", "non", "isn't", "aren't"].includes(wordAt(q, index - 1));
  const isBefore =
    next?.kind === "table" ||
    lexicon.ROW_WORDS.has(wordAt(q, index + 1)) ||
    isNegative ||
    ["are", "is"].includes(wordAt(q, index - 1));
  if (isNegative) use(q, index - 1);
  if (isBefore) q.filters.push({ column, operator: "=", values: [!isNegative] });
  return isBefore;
}
