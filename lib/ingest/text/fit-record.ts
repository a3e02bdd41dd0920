import { type Alignment, alignRow } from "./align-row.ts";
import type { ByteText } from "./byte-text.ts";
import type { ColumnModel } from "./column-model.ts";
import { readings } from "./repair-record.ts";
import {
  behindLineEnd,
  emptyScan,
  endOfLine,
  type Scan,
  type Splitter,
  scanRecord,
  splitRecord,
} from "./splitter.ts";

/** A record made to fit the table. */
export interface Fitted {
  cells: ByteText[];
  /** How ill they sit under the columns, see `alignRow`. */
  cost: number;
  /** Where the text goes on, and how many lines were taken. */
  next: number;
  lines: number;
  /** What was done to it. */
  quotes: boolean;
  delimiter: boolean;
  joined: boolean;
  short: boolean;
  long: boolean;
}

const OTHER_DELIMITERS = [",", ";", "\t", "|", " "];
const OTHER_DELIMITER = 3;
/** So little to complain of that no other reading is looked for. */
const FINE = 0.5;
const FINE_PER_FIELD = 0.6;
const MOST_READINGS = 6;
const IRREGULAR = 2;
/** A quoted text over several lines in a row that does not fit was rather never closed. */
const PER_LINE = 2;
/** Quotes that come out are not doubted without need. */
const BY_THE_BOOK = 1.5;

interface Offer extends Alignment {
  fields: number;
  /** Cost with what had to be assumed. */
  whole_cost: number;
  own_line: boolean;
  quotes: boolean;
  delimiter: boolean;
}

interface Misfit {
  text: ByteText;
  from: number;
  /** Its first physical line, and where that ends. */
  line: ByteText;
  line_end: number;
  scan: Scan;
  splitter: Splitter;
  models: ColumnModel[];
}

/**
 * Reads the record at `from` so that it fits the columns best: as it stands; its first line alone with some quotes
 * taken as text; or parted by another mark. Null where no reading fits at all.
 */
export function fitRecord(
  text: ByteText,
  from: number,
  splitter: Splitter,
  models: ColumnModel[],
): Fitted | null {
  const scan = emptyScan();
  scanRecord(text, from, splitter, scan);
  const line_end = endOfLine(text, from);
  const record = { text, from, line: text.slice(from, line_end), line_end, scan, splitter, models };
  const plain = asItStands(record);
  const offers = plain === null ? [] : [plain];
  if (plain === null || !isFine(plain, record)) offers.push(...withLooseQuotes(record), ...otherwise(record));
  const best = offers.reduce<Offer | null>(
    (a, b) => (a !== null && a.whole_cost <= b.whole_cost ? a : b),
    null,
  );
  if (best === null) return null;
  return {
    cells: best.cells,
    cost: best.cost,
    next: best.own_line ? behindLineEnd(text, line_end) : scan.next,
    lines: best.own_line ? 1 : scan.lines,
    quotes: best.quotes,
    delimiter: best.delimiter,
    joined: best.joined > 0,
    short: best.fields < models.length,
    long: best.fields > models.length,
  };
}

function asItStands({ text, from, line_end, scan, splitter, models }: Misfit): Offer | null {
  if (scan.open) return null;
  const fields = splitRecord(text, from, scan.end, splitter);
  const aligned = alignRow(fields, models, splitter.delimiter);
  if (aligned === null) return null;
  const orderly = scan.regular && fields.length === models.length;
  const swallowed = PER_LINE * swallowedLines(text, line_end, scan.end);
  const doubt = orderly ? 0 : (scan.regular ? 0 : IRREGULAR) + swallowed;
  const by = { own_line: false, quotes: !scan.regular, delimiter: false };
  return { ...aligned, ...by, fields: fields.length, whole_cost: aligned.cost + doubt };
}

/** Nothing to complain of but pieces put together or blank fields dropped, and no quote in doubt. */
function isFine(offer: Offer, { line, scan, splitter, models }: Misfit): boolean {
  const extra = Math.max(0, scan.fields - models.length);
  if (offer.whole_cost >= FINE + FINE_PER_FIELD * extra) return false;
  const { quote, delimiter } = splitter;
  return quote === "" || !line.includes(delimiter === " " ? `  ${quote}` : `${delimiter} ${quote}`);
}

function withLooseQuotes({ line, scan, splitter, models }: Misfit): Offer[] {
  if (splitter.quote === "" || !line.includes(splitter.quote)) return [];
  const doubt = scan.regular && scan.lines === 1 && scan.fields < models.length ? BY_THE_BOOK : 0;
  return readings(line, splitter)
    .slice(0, MOST_READINGS)
    .flatMap(({ fields, cost }) => {
      const aligned = alignRow(fields, models, splitter.delimiter);
      if (aligned === null) return [];
      const by = { own_line: true, quotes: cost > 0, delimiter: false };
      return [{ ...aligned, ...by, fields: fields.length, whole_cost: aligned.cost + cost + doubt }];
    });
}

function otherwise({ line, scan, splitter, models }: Misfit): Offer[] {
  if (scan.fields > models.length / 2) return [];
  return OTHER_DELIMITERS.flatMap((delimiter) => {
    if (delimiter === splitter.delimiter || !line.includes(delimiter)) return [];
    const fields = splitRecord(line, 0, line.length, { ...splitter, delimiter });
    const aligned = fields.length < models.length ? null : alignRow(fields, models, delimiter);
    if (aligned === null) return [];
    const by = { own_line: true, quotes: false, delimiter: true };
    return [{ ...aligned, ...by, fields: fields.length, whole_cost: aligned.cost + OTHER_DELIMITER }];
  });
}

/** Lines behind the first that say something. */
function swallowedLines(text: ByteText, from: number, to: number): number {
  if (from >= to) return 0;
  return text
    .slice(from, to)
    .split(/\r\n|[\r\n]/)
    .filter((line) => /[a-z0-9\x80-\xff]/i.test(line)).length;
}
