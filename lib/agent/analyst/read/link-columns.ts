import type { Column } from "#lib/agent/analyst/catalog.ts";
import { editDistance } from "#lib/core/edit-distance.ts";
import { FILLERS, SYNONYMS } from "./lexicon.ts";

export interface ColumnMatch {
  column: Column;
  /** 1 for the whole name, less the further the words are from it. */
  score: number;
  how: "name" | "part" | "synonym" | "spelling";
}

/** Endings that a person leaves out: "customer" for `customer_id`, `product` for `product_name`. */
const ENDINGS: Record<string, number> = {
  name: 0.93,
  title: 0.92,
  id: 0.9,
  key: 0.9,
  code: 0.9,
  label: 0.91,
  number: 0.9,
  no: 0.9,
};

/** Units that stand at the end of a column's name: `temperature_c`. */
const UNITS = new Set(
  "c f k kg g mg lb cm mm m km mi s sec ms min mins hr hrs v kw kwh hpa pct usd eur gbp".split(" "),
);

function synonymScore(word: string, column: Column): number {
  const group = SYNONYMS.flatMap((words) => (words.includes(word) ? words : []));
  const words = column.words.filter((name) => !(name in ENDINGS || UNITS.has(name)));
  const last = words.at(-1);
  if (last === undefined || last === word || !group.includes(last)) return 0;
  const rank = group.indexOf(last) / 100;
  return (words.length === 1 ? 0.62 : 0.55) - rank;
}

/** "inactive" is no misspelling of "active". */
const isOpposite = (word: string, name: string): boolean =>
  word.endsWith(name) && /^(in|un|non|dis|im|ir|de|re)$/.test(word.slice(0, -name.length));

function spellingScore(word: string, column: Column): number {
  const isSuperlative = word.endsWith("est") && !column.joined.endsWith("est");
  if (word.length < 5 || isSuperlative || FILLERS.has(word)) return 0;
  const allowed = word.length >= 8 ? 2 : 1;
  const names = [...column.words, column.words.join("")].filter(
    (name) => name.length >= 5 && !isOpposite(word, name) && !isOpposite(name, word),
  );
  const nearest = Math.min(...names.map((name) => editDistance(word, name)), 99);
  return nearest <= allowed ? 0.58 - nearest * 0.02 : 0;
}

/** How well words of a question name a column. */
function matchColumn(words: string[], column: Column): ColumnMatch | null {
  const joined = words.join("");
  const { joined: name } = column;
  if (joined === name) return { column, score: 1, how: "name" };
  if (joined === column.tableWord + name) return { column, score: 1, how: "name" };
  const ending = column.words.at(-1) ?? "";
  if (ending in ENDINGS && joined === column.words.slice(0, -1).join(""))
    return { column, score: ENDINGS[ending] ?? 0.9, how: "name" };
  if (words.every((word) => column.words.includes(word) && !(word in ENDINGS && words.length === 1))) {
    const isHead = column.words.at(-1) === words.at(-1) ? 0.05 : 0;
    return { column, score: 0.6 + 0.25 * (words.length / column.words.length) + isHead, how: "part" };
  }
  if (words.length > 1) return null;
  const synonym = synonymScore(joined, column);
  const spelling = spellingScore(joined, column);
  const score = Math.max(synonym, spelling);
  if (score === 0) return null;
  return { column, score, how: spelling > synonym ? "spelling" : "synonym" };
}

/** The columns that words of a question may name, best first. */
export function matchColumns(words: string[], columns: Column[]): ColumnMatch[] {
  return columns.flatMap((column) => matchColumn(words, column) ?? []).sort((a, b) => b.score - a.score);
}
