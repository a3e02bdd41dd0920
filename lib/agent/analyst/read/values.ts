import { type Column, sameColumn } from "#lib/agent/analyst/catalog.ts";
import { BY_WORDS, NEGATIONS } from "./lexicon.ts";
import { assume, isFree, matchesAt, type Question, use, wordAt } from "./question.ts";

/** A column item beside a value that names where the value belongs: "north region", "status is closed". */
function ownerOf(q: Question, index: number, columns: Column[]): { place: number; column: Column } | null {
  const before = ["is", "=", "==", "equals", ":", "are", "not"].includes(wordAt(q, index - 1))
    ? index - 2
    : index - 1;
  const places = [index + 1, before, before - 1];
  for (const place of places) {
    if (
      q.items[place]?.kind !== "column" ||
      (place === before - 1 && !["is", "are"].includes(wordAt(q, place + 1)))
    )
      continue;
    const column = columns.find((candidate) =>
      matchesAt(q, place).some((match) => sameColumn(match.column, candidate)),
    );
    if (column) return { place, column };
  }
  return null;
}

function isNegated(q: Question, index: number): boolean {
  for (let i = index - 1; i >= Math.max(0, index - 4); i--) {
    if (NEGATIONS.has(wordAt(q, i)) || hasOtherThan(q, i) || wordAt(q, i) === "!=") {
      use(q, i, ...(hasOtherThan(q, i) ? [i - 1] : []));
      return true;
    }
    if (!["the", "is", "in", "a", "for", "", "by"].includes(wordAt(q, i)) && q.items[i]?.kind === "word")
      return false;
  }
  return false;
}

/** "except north and south": what is said of the first holds for those joined to it. */
function isJoinedToNegated(q: Question, index: number, column: Column): boolean {
  const joins = ["and", "or", ",", "nor", "&"].includes(wordAt(q, index - 1));
  const place = joins ? index - 2 : index - 1;
  const before =
    q.items[["and", "or"].includes(wordAt(q, index - 1)) && wordAt(q, place) === "," ? place - 1 : place];
  if (!joins || before?.kind !== "value") return false;
  return q.filters.some(
    (filter) =>
      (filter.operator === "!=" || filter.operator === "not_in") &&
      sameColumn(filter.column, column) &&
      filter.values.includes(before.value),
  );
}

const hasOtherThan = (q: Question, index: number) =>
  wordAt(q, index) === "than" && wordAt(q, index - 1) === "other";

function addValue(q: Question, column: Column, value: string, negated: boolean): void {
  const [one, several] = negated ? (["!=", "not_in"] as const) : (["=", "in"] as const);
  const before = q.filters.find(
    (filter) => sameColumn(filter.column, column) && (filter.operator === one || filter.operator === several),
  );
  if (!before) q.filters.push({ column, operator: one, values: [value] });
  else if (!before.values.includes(value)) {
    before.operator = several;
    before.values.push(value);
  }
}

/** Values of the data that the question names: "in the north region", "closed orders", "except Berlin". */
export function readValues(q: Question): void {
  q.items.forEach((item, index) => {
    if (item.kind !== "value" || !isFree(q, index)) return;
    const owner = ownerOf(q, index, item.columns);
    const spokenOf = item.columns.find((column) =>
      q.filters.some((filter) => sameColumn(filter.column, column)),
    );
    const column =
      owner?.column ??
      spokenOf ??
      [...item.columns].sort((a, b) => (a.distinct ?? 99) - (b.distinct ?? 99))[0];
    if (!column) return;
    if (!owner && !spokenOf && item.columns.length > 1)
      assume(q, `I looked for “${item.value}” in the column ${column.name}.`);
    if (item.is_alias) assume(q, `I took “${item.text}” to mean ${item.value}.`);
    addValue(q, column, item.value, isNegated(q, index) || isJoinedToNegated(q, index, column));
    use(q, index);
    if (
      owner &&
      !BY_WORDS.has(wordAt(q, owner.place - 1)) &&
      !["which", "what"].includes(wordAt(q, owner.place - 1))
    )
      use(q, owner.place);
  });
}
