import type { ByteText } from "./byte-text.ts";

/** What a cell looks like, told from its bytes alone; enough to tell a header from data and a good split from a bad one. */
export type CellKind =
  | "blank"
  | "null"
  | "number"
  | "money"
  | "date"
  | "time"
  | "boolean"
  | "email"
  | "url"
  | "code"
  | "text";

const NUMBER = /^[+-]?(?:\d{1,3}(?:[,.']\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d+)?$/i;
const MONEY =
  /^[-+(]?(?:[$£€¥₹]|\xc2\xa3|\xc2\xa5|\xc2\xa3|\xe2\x82[\xac\xb9]|(?:usd|eur|gbp|chf) ?)? ?[-+(]?\d[\d,.' ]*(?:%| ?%| ?\xe2\x82\xac| ?(?:usd|eur|gbp|chf)| ?[$€])?\)?$/i;
const DATE =
  /^(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{1,2}[-/ .](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-/ .,]*(?:\d{2,4})?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-/ .]\d{1,2}(?:,? ?\d{4})?)(?:[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)? ?(?:[ap]m|z|[+-]\d{2}:?\d{2}|utc)?)?$/i;
const TIME = /^\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[ap]m)?$/i;
const NULL_WORD = /^(?:n\/?a|nan|null|none|nil|-+|\.+|\?|#n\/a|missing|unknown)$/i;
const BOOLEAN = /^(?:true|false|yes|no|y|n|t|f)$/i;
const EMAIL = /^[^\s@,;]+@[^\s@,;]+\.[a-z]{2,}$/i;
const URL = /^(?:https?|ftp):\/\/\S+$|^www\.\S+\.\S+$/i;
const CODE = /^(?=.*\d)(?=.*[a-z])[a-z0-9]+(?:[-_/.:#][a-z0-9]+)*$/i;

export function cellKind(cell: ByteText): CellKind {
  const text = cell.trim();
  if (text === "") return "blank";
  if (text.length > 80) return URL.test(text) ? "url" : "text";
  const first = text.charCodeAt(0);
  if (NUMBER.test(text)) return "number";
  if (DATE.test(text)) return "date";
  if (TIME.test(text)) return "time";
  if ((first < 65 || first > 127) && MONEY.test(text)) return "money";
  if (NULL_WORD.test(text)) return "null";
  if (BOOLEAN.test(text)) return "boolean";
  if (EMAIL.test(text)) return "email";
  if (URL.test(text)) return "url";
  return CODE.test(text) ? "code" : "text";
}

/** Kinds that a column's name hardly ever is. */
export function isValueKind(kind: CellKind): boolean {
  return (
    kind === "number" ||
    kind === "money" ||
    kind === "date" ||
    kind === "time" ||
    kind === "email" ||
    kind === "url"
  );
}

/** Words of letters (of any script), digits and the usual marks between them: a plausible whole cell. */
const PLAIN_TEXT = /^[\w\x80-\xff#(&'*<>$+.\-\\/[\]]+(?:[ \w\x80-\xff.\-'&/()+#:%?!*<>=@$\\[\]~^]*)$/;

const IN_QUOTES = /^\s*(["'`]).*\1\s*$/s;

/** Whether a cell reads as one value. Text with marks that separate is believed only in quotes. */
export function isKnownCell(cell: ByteText, kind: CellKind, quoted: boolean): boolean {
  return kind !== "text" || quoted || (PLAIN_TEXT.test(cell.trim()) && !IN_QUOTES.test(cell));
}
