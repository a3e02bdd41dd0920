import type { ByteText } from "./byte-text.ts";
import { type CellKind, cellKind, isKnownCell, isValueKind } from "./cell-kind.ts";
import { isCommon } from "./dialect-candidates.ts";
import { emptyScan, type Splitter, scanRecord, splitRecord } from "./splitter.ts";

const USUAL = /[,;\t|]/;
const MOST_RECORDS = 250;
const MOST_CELLS = 2_500;
/** What a table of one column counts for, so that any real split is preferred to it. */
const ONE_COLUMN = 1e-3;

export interface SplitterScore {
  score: number;
  /** The most frequent number of fields, and the share of the records that have it. */
  width: number;
  width_share: number;
  /** Fields of the first record. */
  first_width: number;
  /** Shares of the cells that are numbers, dates and the like, or stand in quotes. */
  value_share: number;
  quoted_share: number;
}

interface Counts {
  lengths: Map<number, number>;
  filled: boolean[];
  first: number;
  records: number;
  irregular: number;
  cells: number;
  known: number;
  values: number;
  quoted: number;
}

/**
 * How well a way of splitting explains a text: pattern score times type score, after G. J. J. van den Burg,
 * A. Nazábal and C. Sutton, "Wrangling messy CSV files by detecting row and type patterns", Data Mining and
 * Knowledge Discovery 33 (2019). The pattern score rewards many rows of the same, large length and few different
 * lengths; the type score is the share of cells that read as one value. Ours differs in the details: patterns
 * are row lengths alone and counted by their entropy, so that one bad row costs little; a sample of records is looked
 * at; misplaced quotes and columns that are always empty cost.
 */
export function scoreSplitter(text: ByteText, splitter: Splitter): SplitterScore {
  const counts = countRecords(text, splitter);
  const { lengths, records, cells } = counts;
  if (records === 0) {
    return { score: 0, width: 0, width_share: 0, first_width: 0, value_share: 0, quoted_share: 0 };
  }
  const [width, most] = [...lengths].reduce((best, next) => (next[1] > best[1] ? next : best));
  const filled = Array.from({ length: width }, (_, column) => counts.filled[column] === true);
  const empty = filled.filter((is) => !is).length;
  const types = (counts.known + 1e-3) / (cells + 1e-3);
  const order = 1 - (0.5 * counts.irregular) / records;
  return {
    score: patternScore(lengths, records) * types * order * (1 - empty / (width + 1)),
    width,
    width_share: most / records,
    first_width: counts.first,
    value_share: counts.values / cells,
    quoted_share: counts.quoted / cells,
  };
}

function countRecords(text: ByteText, splitter: Splitter): Counts {
  const counts: Counts = {
    lengths: new Map(),
    filled: [],
    first: 0,
    records: 0,
    irregular: 0,
    cells: 0,
    known: 0,
    values: 0,
    quoted: 0,
  };
  const scan = emptyScan();
  for (let at = 0; at < text.length && counts.records < MOST_RECORDS; at = scan.next) {
    scanRecord(text, at, splitter, scan);
    if (scan.end === at) continue;
    counts.records++;
    if (counts.records === 1) counts.first = scan.fields;
    if (!scan.regular) counts.irregular++;
    counts.lengths.set(scan.fields, (counts.lengths.get(scan.fields) ?? 0) + 1);
    if (counts.cells < MOST_CELLS) countCells(text.slice(at, scan.end), splitter, counts);
  }
  return counts;
}

function countCells(record: ByteText, splitter: Splitter, counts: Counts): void {
  const usual = splitter.delimiter === "" || isCommon(splitter.delimiter);
  const inQuotes = new Set<number>();
  for (const [index, cell] of splitRecord(record, 0, record.length, splitter, inQuotes).entries()) {
    const kind: CellKind = cellKind(cell);
    counts.cells++;
    if (kind !== "blank") counts.filled[index] = true;
    if (isValueKind(kind)) counts.values++;
    if (inQuotes.has(index)) counts.quoted++;
    // What still holds a usual delimiter was rather parted by that.
    const parts = !usual && !inQuotes.has(index) && USUAL.test(cell);
    if (!parts && isKnownCell(cell, kind, inQuotes.has(index))) counts.known++;
  }
}

function patternScore(lengths: Map<number, number>, records: number): number {
  let sum = 0;
  let entropy = 0;
  for (const [length, count] of lengths) {
    sum += (count * Math.max(ONE_COLUMN, length - 1)) / length;
    entropy -= (count / records) * Math.log(count / records);
  }
  return sum / records / Math.exp(entropy);
}
