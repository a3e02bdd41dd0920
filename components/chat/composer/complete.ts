import { typeLabel } from "#components/datasets/column-format.ts";
import { bestMatches, matchScore, plainName } from "#components/palette/match.ts";
import type { PageTable } from "#components/palette/page-store.ts";

/** A name of the data that may be meant by what is typed. */
export interface NameOption {
  kind: "table" | "column";
  name: string;
  /** What stands beside it: its type and, where several tables share the name, which one this is of. */
  note: string;
  /** What takes the place of the typed words. */
  insert: string;
}

export interface NameCompletion {
  /** The typed words are `text.slice(start, end)`; `end` is the caret. */
  start: number;
  end: number;
  options: NameOption[];
}

const MOST = 7;
const SHORTEST = 2;
/** A name may be several words; more than these before the caret are not looked at. */
const LONGEST_WORDS = 4;
/** How good a match of several words has to be: those of one word are looser. */
const BEGINNING = 90;
/** Words of any question. They begin too many names to be worth a list. */
const EVERYDAY = new Set(
  "a all and any are as at be by did do does each find for from give had has have how i if in is it its last list many me more most much my no not of on one or our out over per show than that the their them then there these they this to top up us was we were what when where which who why will with you".split(
    " ",
  ),
);

/** Every table and column that questions can name. */
export function namesOf(tables: readonly PageTable[]): NameOption[] {
  const tableNames = tables.map(({ table, filename }): NameOption => {
    return { kind: "table", name: table, note: `table, ${filename}`, insert: table };
  });
  const owners = new Map<string, number>();
  for (const { columns } of tables)
    for (const { name } of columns) owners.set(plainName(name), (owners.get(plainName(name)) ?? 0) + 1);
  const columnNames = tables.flatMap(({ table, columns }) =>
    columns.map(({ name, type }): NameOption => {
      const isShared = (owners.get(plainName(name)) ?? 0) > 1;
      const kind = typeLabel(type);
      return isShared
        ? { kind: "column", name, note: `${kind}, in ${table}`, insert: `${name} in ${table}` }
        : { kind: "column", name, note: kind, insert: name };
    }),
  );
  return [...columnNames, ...tableNames];
}

/** The names that the words before the caret may be the beginning of; null where there is nothing to offer. */
export function completeName(
  text: string,
  caret: number,
  names: readonly NameOption[],
): NameCompletion | null {
  if (/[\p{L}\p{N}_]/u.test(text[caret] ?? "")) return null;
  for (const start of wordStarts(text, caret)) {
    const typed = text.slice(start, caret);
    if (/[.?!,;:\s]$/.test(typed) || plainName(typed).length < SHORTEST) continue;
    const isOneWord = !/\s/.test(typed);
    if (isOneWord && EVERYDAY.has(typed.toLowerCase())) return null;
    if (names.some(({ name }) => name.toLowerCase() === typed.toLowerCase() && !isSharedName(name, names)))
      return null;
    const options = bestMatches(typed, names, ({ name }) => [name], MOST).filter(
      ({ name }) => isOneWord || matchScore(typed, name) >= BEGINNING,
    );
    if (options.length > 0) return { start, end: caret, options };
  }
  return null;
}

/** The text with the words replaced, and where the caret then stands. */
export function acceptName(text: string, { start, end }: NameCompletion, { insert }: NameOption) {
  const rest = text.slice(end);
  const space = rest === "" || /^[\p{L}\p{N}]/u.test(rest) ? " " : "";
  const caret = start + insert.length + (space === "" && rest.startsWith(" ") ? 1 : space.length);
  return { text: `${text.slice(0, start)}${insert}${space}${rest}`, caret };
}

/** Where the last words before the caret begin, the longest run first: `sold o` before `o`. */
function wordStarts(text: string, caret: number): number[] {
  const line = text.slice(text.lastIndexOf("\n", caret - 1) + 1, caret);
  const offset = caret - line.length;
  const starts = [...line.matchAll(/(?<=^|[\s"'`(])[^\s"'`(]/gu)].map(({ index }) => offset + index);
  return starts.slice(-LONGEST_WORDS);
}

function isSharedName(name: string, names: readonly NameOption[]): boolean {
  return names.filter((other) => plainName(other.name) === plainName(name)).length > 1;
}
