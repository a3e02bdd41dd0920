import type { Meaning } from "./styles.ts";

/** A cell with a value, as text that says all of it. */
export interface Cell {
  /** 0 for A. */
  column: number;
  kind: "number" | "percent" | "text" | "date" | "timestamp" | "time" | "boolean" | "error";
  text: string;
}

const DAY_MS = 86_400_000;
/** Day 0 of Excel's count, which knows a 29 February 1900: right from 1 March 1900 on. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
const LAST_DAY = 2_958_465;
const MAX_COLUMNS = 16_384;

/** A number as the file means it: what it counts depends on its format. Null when it is no number. */
export function numberCell(column: number, written: string, meaning: Meaning, is1904: boolean): Cell | null {
  const value = Number(written);
  if (written.trim() === "" || !Number.isFinite(value)) return null;
  if (meaning === "plain" || meaning === "percent") {
    const text = /^-?\d+$/.test(written) ? written : String(value);
    return { column, kind: meaning === "percent" ? "percent" : "number", text };
  }
  if (value < 0 || value > LAST_DAY) return { column, kind: "number", text: String(value) };
  const isTime = meaning === "duration" || (meaning === "time" && value < 1);
  return isTime ? { column, kind: "time", text: clock(value) } : dateCell(column, value, is1904);
}

function dateCell(column: number, value: number, is1904: boolean): Cell {
  const early = !is1904 && value < 60 ? 1 : 0;
  const epoch = is1904 ? EPOCH_1904 : EPOCH_1900;
  const ms = epoch + Math.round((value + early) * DAY_MS);
  return timestampCell(column, ms);
}

/** Days without a time of day are dates. */
function timestampCell(column: number, ms: number): Cell {
  const iso = new Date(ms).toISOString();
  if (ms % DAY_MS === 0) return { column, kind: "date", text: iso.slice(0, 10) };
  const text = iso.replace("T", " ").replace(/(\.000)?Z$/, "");
  return { column, kind: "timestamp", text };
}

/** ISO 8601, as the rare cells of type `d` hold it. */
export function isoCell(column: number, written: string): Cell {
  const ms = Date.parse(
    /[zZ]|[+-]\d\d:?\d\d$/.test(written) || !written.includes("T") ? written : `${written}Z`,
  );
  return Number.isNaN(ms) ? { column, kind: "text", text: written } : timestampCell(column, ms);
}

function clock(days: number): string {
  const seconds = Math.round(days * 86_400);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** The column of `BC12`, 0 for A; null for what is no address. */
export function columnOf(address: string): number | null {
  let column = 0;
  let at = 0;
  for (; at < address.length; at++) {
    const code = address.charCodeAt(at) & 0xdf;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return at > 0 && column <= MAX_COLUMNS ? column - 1 : null;
}

export interface Merge {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** Of `B2:D4`; rows count from 1 as Excel shows them, columns from 0. */
export function mergeOf(reference: string): Merge | null {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(reference);
  const left = columnOf(match?.[1] ?? "");
  const right = columnOf(match?.[3] ?? "");
  if (match === null || left === null || right === null) return null;
  return { top: Number(match[2]), bottom: Number(match[4]), left, right };
}
