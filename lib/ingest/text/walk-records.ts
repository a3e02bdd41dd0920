import type { ByteText } from "./byte-text.ts";
import { cleanRecord } from "./clean-dialect.ts";
import { closingTotals } from "./closing-totals.ts";
import { fitRecord } from "./fit-record.ts";
import { judgeRecord, type Verdict } from "./judge-record.ts";
import { count, type Note, shown } from "./repairs.ts";
import type { Shape } from "./shape.ts";
import {
  behindLineEnd,
  emptyScan,
  endOfLine,
  type Scan,
  type Splitter,
  scanRecord,
  splitRecord,
} from "./splitter.ts";
import { type TextRecord, textRecord } from "./text-record.ts";
import { MOST_RECORD_BYTES, reject, type Walk } from "./walk-state.ts";

/** So much text stays ahead of a record, for what follows it tells what it is. */
const AHEAD = 64 * 1024;
/** A row whose values sit this ill after pieces were put together is not believed. */
const MOST_MISFIT = 3;

/** Works through the records of a piece of text; `rest` is what the next piece is to begin with. */
export function walk(state: Walk, text: ByteText, whole: boolean): { out: ByteText; rest: ByteText } {
  const out: ByteText[] = [];
  const scan = emptyScan();
  const totals_from = whole ? closingTotals(text, 0, state.shape) : text.length;
  let at = 0;
  let copyFrom = 0;
  const flush = (to: number) => {
    if (to > copyFrom) out.push(text.slice(copyFrom, to));
  };
  while (at < text.length) {
    if (state.skipping) {
      copyFrom = at = passOverLine(state, text);
      if (state.skipping) break;
      continue;
    }
    scanRecord(text, at, state.shape.splitter, scan);
    if (!whole && scan.next + AHEAD > text.length) {
      if (text.length - at < MOST_RECORD_BYTES) break;
      if (!lineEndsIn(text, at)) {
        flush(at);
        copyFrom = at = text.length;
        rejectLongLine(state, text.slice(text.length - MOST_RECORD_BYTES));
        break;
      }
    }
    if (at < totals_from && isPlain(state, text, at, scan)) {
      keepLine(state, state.line);
      state.line += scan.lines;
      at = scan.next;
      continue;
    }
    flush(at);
    at = special(state, { text, whole, at, scan, totals_from }, out);
    copyFrom = at;
  }
  flush(at);
  return { out: out.join(""), rest: text.slice(at) };
}

/** A row in order that can be copied byte by byte together with its neighbours. */
export function isPlain(state: Walk, text: ByteText, at: number, scan: Scan): boolean {
  if (!state.dialect.verbatim || !scan.regular || scan.fields !== state.shape.width) return false;
  const { line_end } = state.dialect;
  if (state.separated || state.in_other_table || scan.next - scan.end !== line_end.length) return false;
  if (scan.end === at || text.charCodeAt(scan.end) !== line_end.charCodeAt(0)) return false;
  if (saysNothing(text, at, scan.end, state.shape.splitter)) return false;
  if (state.only_first !== "" && text.startsWith(state.only_first, scan.end - state.only_first.length))
    return false;
  return !state.header_texts.some((header) => text.startsWith(header, at));
}

/** Only delimiters, blanks and quotes. */
function saysNothing(text: ByteText, from: number, end: number, { delimiter, quote }: Splitter): boolean {
  for (let at = from; at < end; at++) {
    const sign = text[at] ?? "";
    if (sign !== " " && sign !== quote && !delimiter.includes(sign)) return false;
  }
  return true;
}

interface Here {
  text: ByteText;
  whole: boolean;
  at: number;
  scan: Scan;
  totals_from: number;
}

/** Judges a record and, if it is a row, makes it fit. Answers where the text goes on. */
function special(state: Walk, here: Here, out: ByteText[]): number {
  const { text, at, scan, whole, totals_from } = here;
  const { shape } = state;
  const fields = splitRecord(text, at, scan.end, shape.splitter);
  const record = textRecord(fields, { ...here, ...scan, from: at, line: state.line });
  const whatever: Verdict = state.in_other_table ? "other_table" : "row";
  const believed = scan.regular && !swallowsRows(here, shape);
  const verdict = believed ? judgeRecord(record, shape, { ...state, text, whole, totals_from }) : whatever;
  if (verdict === "total_row") count(state.repairs.total_row, state.line, text.slice(at, scan.end));
  else if (verdict !== "row") {
    leaveOut(state, record, verdict, text);
    state.line += scan.lines;
    return scan.next;
  }
  if (shape.width === 1 && record.filled === 0) {
    state.pending_blanks++;
    state.line += scan.lines;
    return scan.next;
  }
  return keepRow(state, here, record, out);
}

/** A quoted text over several lines, one of which is a row by itself: the quote was rather never closed. */
function swallowsRows({ text, at, scan }: Here, { width, splitter }: Shape): boolean {
  if (scan.lines === 1 || scan.fields === width) return false;
  const line = emptyScan();
  for (let from = endOfLine(text, at); from < scan.end; from = endOfLine(text, behindLineEnd(text, from))) {
    scanRecord(text, behindLineEnd(text, from), splitter, line);
    if (line.fields === width && line.lines === 1) return true;
  }
  return false;
}

function keepRow(state: Walk, { text, at, scan }: Here, record: TextRecord, out: ByteText[]): number {
  const { shape, repairs } = state;
  const line = state.line;
  state.separated = false;
  if (scan.regular && scan.fields === shape.width) {
    emit(state, line, record.fields, out);
    state.line += scan.lines;
    return scan.next;
  }
  const fitted = fitRecord(text, at, shape.splitter, shape.models);
  const next = fitted?.next ?? scan.next;
  state.line += fitted?.lines ?? scan.lines;
  const raw = text.slice(at, next);
  const tooLong = scan.regular && scan.fields > shape.width;
  if (fitted === null || (tooLong && fitted.joined && fitted.cost > MOST_MISFIT)) {
    const reason = `The row has ${scan.fields} values where the table has ${shape.width} columns.`;
    reject(state, line, reason, raw.replace(/[\r\n]+$/, ""));
    return next;
  }
  emit(state, line, fitted.cells, out);
  const note = (done: boolean, what: Note) => done && count(what, line, raw);
  note(fitted.short, repairs.short);
  note(fitted.long && !fitted.joined && !fitted.delimiter, repairs.long);
  note(fitted.joined && !fitted.delimiter, repairs.joined);
  note(fitted.quotes, repairs.quotes);
  note(fitted.delimiter, repairs.delimiter);
  return next;
}

function emit(state: Walk, line: number, cells: ByteText[], out: ByteText[]): void {
  const { line_end } = state.dialect;
  for (; state.pending_blanks > 0; state.pending_blanks--) {
    keepLine(state, line - state.pending_blanks);
    out.push(cleanRecord([""], state.dialect), line_end);
  }
  keepLine(state, line);
  out.push(cleanRecord(cells, state.dialect), line_end);
}

function keepLine(state: Walk, line: number): void {
  state.lines.add(++state.records, line);
}

type LeftOut = Exclude<Verdict, "row" | "total_row">;

function leaveOut(state: Walk, record: TextRecord, verdict: LeftOut, text: ByteText): void {
  const { repairs } = state;
  const notes = {
    blank: repairs.blank,
    comment: repairs.comment,
    header: repairs.repeated_header,
    title: repairs.title,
    footer: repairs.footer,
    other_table: repairs.other_table,
    total: repairs.total,
  };
  const raw = text.slice(record.from, record.end);
  count(notes[verdict], state.line, raw);
  if (verdict === "total") reject(state, state.line, "A total of the rows above it, not a row.", raw);
  if (verdict === "other_table" && !state.in_other_table) {
    const names = shown(record.fields.filter((field) => field.trim() !== "").join(", "), 80);
    repairs.other_tables.push({ line: state.line, names });
  }
  state.in_other_table = verdict === "other_table" || (state.in_other_table && verdict !== "header");
  state.separated = verdict !== "comment" && verdict !== "header";
}

function lineEndsIn(text: ByteText, from: number): boolean {
  return text.indexOf("\n", from) >= 0 || text.indexOf("\r", from) >= 0;
}

function rejectLongLine(state: Walk, raw: ByteText): void {
  reject(state, state.line, "The line is longer than 16 MiB.", raw.slice(0, 2_000));
  state.skipping = true;
}

/** Behind the end of the over-long line, or the end of the text where it goes on. */
function passOverLine(state: Walk, text: ByteText): number {
  const end = /[\r\n]/.exec(text)?.index;
  if (end === undefined) return text.length;
  state.skipping = false;
  state.line++;
  return end + (text[end] === "\r" && text[end + 1] === "\n" ? 2 : 1);
}
