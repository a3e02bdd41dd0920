import { allColumns, type Catalog, type Column, type Table } from "#lib/agent/analyst/catalog.ts";
import * as lexicon from "./lexicon.ts";
import { type ColumnMatch, matchColumns } from "./link-columns.ts";
import { nameWords } from "./name-words.ts";
import type { Token } from "./tokenise.ts";

/** A piece of the question with what it means in this data. */
export type Item =
  | { kind: "column"; text: string; matches: ColumnMatch[] }
  | { kind: "value"; text: string; value: string; columns: Column[]; is_alias?: true }
  | { kind: "table"; text: string; table: Table; matches: ColumnMatch[] }
  | { kind: "number"; text: string; value: number }
  | { kind: "quoted"; text: string }
  | { kind: "symbol"; text: string }
  | { kind: "word"; text: string; word: string; stem: string };

/** Values found in the data for words that the profile does not know, by lower-case text. */
export type KnownValues = ReadonlyMap<string, { value: string; columns: Column[] }>;

const LONGEST = 5;
const MEANINGFUL = [
  ...lexicon.FIGURE_WORDS,
  lexicon.SHOW_WORDS,
  lexicon.ROW_WORDS,
  lexicon.DATA_WORDS,
  lexicon.COLUMN_WORDS,
  lexicon.DESCRIBE_WORDS,
  lexicon.COMPARE_WORDS,
  lexicon.BY_WORDS,
  lexicon.NEGATIONS,
  lexicon.COMPARATIVES,
  lexicon.MISSING_WORDS,
  lexicon.CHART_WORDS,
  lexicon.CHART_NOUNS,
];

/** Whether the language gives the word a meaning, so that it needs a whole column's name to be one. */
export function isMeaningful(word: string): boolean {
  return MEANINGFUL.some((words) => words.has(word)) || lexicon.MONTHS.includes(word);
}

interface Value {
  value: string;
  columns: Column[];
  /** Called by another name than its own: "women", "New York". */
  is_alias?: true;
}

function valueIndex(catalog: Catalog, known: KnownValues): Map<string, Value> {
  const index = new Map<string, Value>(known);
  for (const column of allColumns(catalog))
    for (const value of column.values) {
      const key = value.trim().toLowerCase().replaceAll(/\s+/g, " ");
      const entry = index.get(key);
      if (entry) index.set(key, { ...entry, columns: [...entry.columns, column] });
      else index.set(key, { value, columns: [column] });
    }
  return withAliases(index);
}

/** The same and what people say instead: "women" for female, and "new york" where only one value begins so. */
function withAliases(index: Map<string, Value>): Map<string, Value> {
  const aliases = new Map<string, Value[]>();
  for (const [key, entry] of index) {
    const words = key.split(" ");
    const people = lexicon.PEOPLE.find(([value]) => value === key)?.[1] ?? [];
    const beginning = words.length > 2 ? [words.slice(0, -1).join(" ")] : [];
    for (const alias of [...people, ...beginning]) aliases.set(alias, [...(aliases.get(alias) ?? []), entry]);
  }
  for (const [alias, [entry, ...others]] of aliases)
    if (entry && others.length === 0 && !index.has(alias)) index.set(alias, { ...entry, is_alias: true });
  return index;
}

function tableOf(words: string[], catalog: Catalog): Table | undefined {
  const joined = words.join("");
  return catalog.tables.find((table) => table.words.join("") === joined || table.words.at(-1) === joined);
}

/** Links runs of words, the longest first, to values, columns and tables; the rest stay words. */
export function link(tokens: Token[], catalog: Catalog, known: KnownValues = new Map()): Item[] {
  const columns = allColumns(catalog);
  const values = valueIndex(catalog, known);
  const items: Item[] = [];
  for (let i = 0; i < tokens.length; ) {
    const found = longestMatch(tokens, i, columns, values, catalog);
    if (found) items.push(found.item);
    else items.push(plainItem(tokens[i] as Token));
    i += found?.length ?? 1;
  }
  return items.map((item, i) => besideValue(items, i, values) ?? item);
}

const JOINS = /^(and|or|vs|versus|,|&)$/;

/** "uk and us": a common word that stands beside a value as another of the same column's. */
function besideValue(items: Item[], index: number, values: ReturnType<typeof valueIndex>): Item | null {
  const item = items[index];
  const found = item?.kind === "word" ? values.get(item.word) : undefined;
  if (!item || !found) return null;
  const isBeside = [-1, 1].some((side) => {
    const [join, other] = [items[index + side], items[index + 2 * side]];
    const isJoined = JOINS.test(join?.kind === "word" ? join.word : (join?.text ?? ""));
    return (
      isJoined && other?.kind === "value" && other.columns.some((column) => found.columns.includes(column))
    );
  });
  return isBeside ? { kind: "value", text: item.text, ...found } : null;
}

function plainItem(token: Token): Item {
  const { kind, text, lower, stem, value } = token;
  if (kind === "number") return { kind, text, value: value ?? 0 };
  if (kind === "quoted" || kind === "symbol") return { kind, text };
  return { kind: "word", text, word: lower, stem };
}

function longestMatch(
  tokens: Token[],
  start: number,
  columns: Column[],
  values: ReturnType<typeof valueIndex>,
  catalog: Catalog,
): { item: Item; length: number } | null {
  for (let length = Math.min(LONGEST, tokens.length - start); length >= 1; length--) {
    const run = tokens.slice(start, start + length);
    if (run.some(({ kind }) => kind === "symbol")) continue;
    const item = meaningOf(run, columns, values, catalog);
    if (item) return { item, length };
  }
  return null;
}

function meaningOf(
  run: Token[],
  columns: Column[],
  values: ReturnType<typeof valueIndex>,
  catalog: Catalog,
): Item | null {
  const text = run.map((token) => token.text).join(" ");
  const [first] = run;
  if (!first || (run.length === 1 && first.kind === "number")) return null;
  const value = values.get(text.toLowerCase()) ?? (run.length === 1 ? values.get(first.stem) : undefined);
  if (run.length === 1 && first.kind === "quoted") return value ? { kind: "value", text, ...value } : null;
  const words = run.flatMap((token) => nameWords(token.text));
  const isCommon = run.length === 1 && (lexicon.FILLERS.has(first.lower) || isMeaningful(first.lower));
  const matches = matchColumns(words, columns).filter(({ score }) => !isCommon || score >= 1);
  const best = matches[0]?.score ?? 0;
  const table = isCommon ? undefined : tableOf(words, catalog);
  if (table && best < 1) return { kind: "table", text, table, matches };
  if (best >= 0.9) return { kind: "column", text, matches };
  const isWritten = value?.value === text;
  const isAbbreviation = isWritten && /^\p{Lu}{2,}$/u.test(text);
  if (value && (text.length === 1 ? isWritten && /[^aI]/.test(text) : !isCommon || isAbbreviation))
    return { kind: "value", text, ...value };
  const edges = [words[0], words.at(-1)];
  const isLoose = run.length > 1 && edges.some((word) => lexicon.FILLERS.has(word ?? ""));
  return best > 0 && !isLoose ? { kind: "column", text, matches } : null;
}
