import type { Analysis, Filter, Group } from "#lib/agent/analyst/intent.ts";
import { negationBefore, yesAndNo } from "#lib/agent/analyst/read/flags.ts";
import { SHARE_WORDS } from "#lib/agent/analyst/read/lexicon.ts";
import {
  assume,
  isFree,
  matchesAt,
  namesRows,
  type Question,
  use,
  wordAt,
} from "#lib/agent/analyst/read/question.ts";
import { NotPossible, namedAt, take } from "./words.ts";

/** Yes-or-no columns that the question names, by their places. */
function flagsOf(q: Question): { at: number; filter: Filter }[] {
  return q.items.flatMap((item, at) => {
    const column = item.kind === "column" && isFree(q, at) ? matchesAt(q, at)[0]?.column : undefined;
    const pair = column ? yesAndNo(column) : null;
    if (!column || !pair || /^(by|per|each|every|across)$/.test(wordAt(q, at - 1))) return [];
    const value = negationBefore(q, at) === null ? pair.yes : pair.no;
    return [{ at, filter: { column, operator: "=" as const, values: [value] } }];
  });
}

const isOfOneValue = ({ operator }: Filter): boolean => operator === "=" || operator === "same_text";

/** "% of orders returned by channel": the part of each group's rows that meets a condition. */
export function asksRate(text: string, q: Question): boolean {
  const flags = flagsOf(q);
  const isRate = flags.some(({ at }) => /^rates?$/.test(wordAt(q, at + 1)));
  const isShare = isRate || text.split(" ").some((word) => SHARE_WORDS.has(word));
  const isSplit = /\b(by|per|each|every|across)\b/.test(text) || RANKED.test(text);
  return isShare && isSplit && !OF_THE_WHOLE.test(text) && (flags.length > 0 || onlyValue(q) !== undefined);
}

/** "percentage of boarders that is in each house": the condition's rows are the whole, and no part. */
const OF_THE_WHOLE =
  /\b(is|are|were|was|come|comes|came|fall|falls|belongs?) (in|from|into|to|on|at) (each|every)\b/;
const RANKED =
  /\b(which|what) ∎ (has|have|had|with|shows?|sees?) (the )?(highest|lowest|largest|smallest|biggest|most|least|best|worst)\b/;

/** "which branch has the highest percentage of …": the category whose groups are ranked. */
function rankedGroup(q: Question): Group | null {
  const at = q.items.findIndex((_, i) => /^(which|what)$/.test(wordAt(q, i))) + 1;
  const column = at > 0 ? namedAt(q, at, ["text", "boolean"]) : null;
  if (!column) return null;
  use(q, at);
  return { column, grain: null };
}

/** "share of web orders by country": the one value that is named, unless it might be any of several. */
function onlyValue(q: Question): Filter | undefined {
  const [only, ...others] = q.filters.filter(isOfOneValue);
  return others.length === 0 ? only : undefined;
}

export function readRate(q: Question, groups: Group[]): Analysis {
  const ranked = groups.length === 0 ? rankedGroup(q) : null;
  if (ranked) groups.push(ranked);
  const [flag, ...others] = flagsOf(q);
  if (others.length > 0) throw new NotPossible("I work out the share of one condition at a time");
  const filter = flag?.filter ?? onlyValue(q);
  if (!filter) throw new NotPossible("say of which condition you mean the share");
  if (flag) {
    const negation = negationBefore(q, flag.at);
    use(q, flag.at, ...(negation === null ? [] : [negation]));
  } else q.filters.splice(q.filters.indexOf(filter), 1);
  takeRowNoun(q);
  take(q, SHARE_WORDS);
  take(
    q,
    /^(per|rates?|number|rows?|records?|highest|lowest|largest|smallest|biggest|most|least|best|worst)$/,
  );
  if (groups.length === 0) throw new NotPossible("name the column whose groups have these shares");
  const at = groups.findIndex(({ grain }) => grain !== null);
  const [along = null] = at < 0 ? [] : groups.splice(at, 1);
  if (typeof filter.values[0] === "number")
    assume(q, `I took that to mean ${filter.column.name} = ${filter.values[0]}.`);
  assume(
    q,
    `Each share is of the rows of its ${along && groups.length === 0 ? along.grain : "group"}, not of all rows.`,
  );
  return { operation: "rate", condition: filter, along };
}

/** "% of patients readmitted": what the rows are called stands after "of", and is no column here. */
function takeRowNoun(q: Question): void {
  q.items.forEach((item, i) => {
    if (isFree(q, i) && (item.kind === "table" || namesRows(q, i))) use(q, i);
  });
}
