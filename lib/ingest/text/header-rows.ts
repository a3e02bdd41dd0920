import type { ByteText } from "./byte-text.ts";
import type { ColumnModel } from "./column-model.ts";
import { fits, isTyped } from "./column-model.ts";
import type { TextRecord } from "./text-record.ts";

/** What speaks for a row being names, and what for its being data. */
interface Evidence {
  names: number;
  data: number;
}

const YEARS = /^(?:1[89]|20)\d\d$/;

/** Whether the row names the columns of the rows below it. Where nothing speaks against it, it does. */
export function isHeader(row: TextRecord, below: TextRecord[], models: ColumnModel[]): boolean {
  if (below.length === 0)
    return !row.kinds.some((kind) => kind === "number" || kind === "money" || kind === "date");
  const typed = typedEvidence(row, models);
  if (
    typed.data > 0 &&
    numbersAreNames(row, models) &&
    !below.some((other) => numbersAreNames(other, models))
  )
    return true;
  if (typed.names + typed.data > 0) return typed.names >= typed.data;
  return repeatedShare(row, below) < 0.5;
}

/** A further row of names below the first: names over merged cells, units, or the same names again. */
export function continuesHeader(above: TextRecord, row: TextRecord, models: ColumnModel[]): boolean {
  if (row.filled < 1) return false;
  if (
    row.fields.length === above.fields.length &&
    row.fields.every((cell, index) => cell === above.fields[index])
  ) {
    return row.filled > 1;
  }
  const { names, data } = typedEvidence(row, models);
  if (data > 0) return false;
  const fillsGaps = row.kinds.filter(
    (kind, index) => kind !== "blank" && above.kinds[index] === "blank",
  ).length;
  const leavesGaps = row.kinds.some(
    (kind, index) => kind === "blank" && (above.kinds[index] ?? "blank") !== "blank",
  );
  const typed = models.filter(isTyped).length;
  if (names > 0 && fillsGaps > 0) return true;
  if (typed === 0) return fillsGaps > 1 && leavesGaps;
  return typed >= 2 && names >= 0.6 * typed;
}

/** Whether values stand below that the row's words cannot be among. */
export function standsOverValues(row: TextRecord, models: ColumnModel[]): boolean {
  const { names, data } = typedEvidence(row, models);
  return names > data;
}

function typedEvidence(row: TextRecord, models: ColumnModel[]): Evidence {
  const evidence = { names: 0, data: 0 };
  for (const [index, model] of models.entries()) {
    const kind = row.kinds[index];
    if (kind === undefined || kind === "blank" || kind === "null") continue;
    if (isTyped(model)) {
      if (fits(kind, model)) evidence.data++;
      else evidence.names++;
    } else if (model.kind === "code" && kind !== "code") evidence.names += 0.5;
  }
  return evidence;
}

/** Years or a running number over columns of other numbers: names, though they are numbers. */
function numbersAreNames(row: TextRecord, models: ColumnModel[]): boolean {
  const numbers: string[] = [];
  for (const [index, model] of models.entries()) {
    if (row.kinds[index] === "number" && model.kind === "number")
      numbers.push((row.fields[index] ?? "").trim());
  }
  if (numbers.length < 2 || numbers.length === row.fields.length || numbers.length < row.filled - 3)
    return false;
  if (numbers.every((text) => YEARS.test(text)) && new Set(numbers).size === numbers.length) return true;
  const steps = numbers.slice(1).map((text, index) => Number(text) - Number(numbers[index]));
  return numbers.length >= 3 && steps.every((step) => step === 1);
}

/** The share of the row's cells that stand in the same column below as well, as only data does. */
function repeatedShare(row: TextRecord, below: TextRecord[]): number {
  let repeated = 0;
  let filled = 0;
  for (const [index, cell] of row.fields.entries()) {
    const text = cell.trim();
    if (text === "") continue;
    filled++;
    if (below.filter((other) => other.fields[index]?.trim() === text).length >= 2) repeated++;
  }
  return filled === 0 ? 0 : repeated / filled;
}

/**
 * One name a column out of the header's rows, joined by spaces. A name over merged cells (its neighbours to the
 * right are blank) belongs to each of them that has a name below.
 */
export function joinedNames(rows: ByteText[][], width: number): ByteText[] {
  const spread = rows.map((row, index) =>
    index < rows.length - 1 ? spreadRight(row, rows, index, width) : row,
  );
  return Array.from({ length: width }, (_, column) =>
    spread
      .map((row) => (row[column] ?? "").trim())
      .filter((name) => name !== "")
      .join(" "),
  );
}

function spreadRight(row: ByteText[], rows: ByteText[][], index: number, width: number): ByteText[] {
  const spread = [...row];
  const lower = rows.slice(index + 1);
  const upper = rows.slice(0, index);
  const named = (others: ByteText[][], column: number) =>
    others.some((other) => (other[column] ?? "").trim() !== "");
  let group = "";
  for (let column = 0; column < width; column++) {
    if ((row[column] ?? "").trim() !== "") group = named(lower, column) ? (row[column] ?? "") : "";
    else if (named(upper, column)) group = "";
    else if (named(lower, column)) spread[column] = group;
  }
  return spread;
}
