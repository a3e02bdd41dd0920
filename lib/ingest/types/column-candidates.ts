import { anyBoolean, booleanCandidate } from "./boolean-candidate.ts";
import { numberCandidates } from "./number-candidates.ts";
import type { DecimalMark, Reading } from "./reading.ts";
import { type TimeCandidates, timeCandidates } from "./time-candidates.ts";
import { isNullWord, trimmed } from "./words.ts";

export type TypeWish = "text" | "number" | "date" | "boolean";

export interface ColumnSample {
  name: string;
  /** Trimmed, without nulls and null words. */
  values: string[];
  /** Null words (not mere blanks) are among the cells. */
  null_words: boolean;
  /** Spaces stand around values. */
  spaces: boolean;
}

export interface Candidates {
  readings: Reading[];
  /** Values that the readings take. */
  count: number;
  likely: TimeCandidates["likely"];
}

export function sampleOf(name: string, cells: readonly (string | null)[]): ColumnSample {
  const sample: ColumnSample = { name, values: [], null_words: false, spaces: false };
  for (const cell of cells) {
    if (cell === null || cell === "") continue;
    const text = trimmed(cell);
    if (text.length !== cell.length) sample.spaces = true;
    if (!isNullWord(text)) sample.values.push(text);
    else if (text !== "") sample.null_words = true;
  }
  return sample;
}

/** A column is of a kind when so many of its values are; what is not decides later whether it stays. */
const MOSTLY = 0.8;
/** In a small table so many odd values are told of, if twice as many are of the kind. */
const ODD = 2;

/** Whether values that are of no kind with the others are so few that they look like slips. */
export function areFew(odd: number, all: number): boolean {
  return odd <= all / 100 || (odd <= ODD && odd * 3 <= all);
}

const IDENTIFIER = /^[-+]?0[0-9]+$|^[+][0-9]{7,}$/;
const DATED_NAME = /date|datum|day|tag|jour|fecha|data|dt|ymd/i;

/** How the column could be read otherwise than as text; no readings where nothing fits. */
export function candidatesFor(
  sample: ColumnSample,
  wish: { type: TypeWish | undefined; decimal: DecimalMark | undefined },
): Candidates {
  const { values } = sample;
  const none: Candidates = { readings: [], count: 0, likely: null };
  if (wish.type === "text") return none;
  if (wish.type === "boolean") return { readings: [anyBoolean()], count: values.length, likely: null };
  if (wish.type === "number") return numbers(values, wish.decimal, true) ?? none;
  if (wish.type === "date") return timeCandidates(values, true) ?? none;
  if (values.length === 0) return none;
  const few =
    values.length <= 400 ? values : values.filter((_, at) => at % Math.ceil(values.length / 400) === 0);
  const found = [truths, times, (some: readonly string[]) => numbers(some, wish.decimal, false)]
    .map((look) => ({ look, count: look(few, sample.name)?.count ?? 0 }))
    .reduce((best, next) => (next.count > best.count ? next : best));
  const isMost = (count: number, all: number, share: number) =>
    count >= all * share || (found.look !== truths && areFew(all - count, all));
  if (!isMost(found.count, few.length, MOSTLY - 0.1)) return none;
  const candidates = found.look(values, sample.name);
  return candidates !== null && isMost(candidates.count, values.length, MOSTLY) ? candidates : none;
}

function truths(values: readonly string[]): Candidates | null {
  const found = booleanCandidate(values);
  return found && { readings: [found.reading], count: found.count, likely: null };
}

function times(values: readonly string[], name: string): Candidates | null {
  if (!values.some((value) => /[0-9]{4}|[0-9][-/.: ]/.test(value))) return null;
  const compact = DATED_NAME.test(name) && values.every((value) => /^(?:19|20)[0-9]{6}$/.test(value));
  return timeCandidates(values, compact);
}

function numbers(
  values: readonly string[],
  decimal: DecimalMark | undefined,
  zeros: boolean,
): Candidates | null {
  if (!zeros && areIdentifiers(values)) return null;
  const found = numberCandidates(values, { decimal, zeros });
  return found && { ...found, likely: null };
}

/** Leading zeros, or telephone numbers: some are enough, and one where all values are equally long. */
function areIdentifiers(values: readonly string[]): boolean {
  const count = values.filter((value) => IDENTIFIER.test(value)).length;
  if (count === 0) return false;
  return !areFew(count, values.length) || new Set(values.map(({ length }) => length)).size === 1;
}
