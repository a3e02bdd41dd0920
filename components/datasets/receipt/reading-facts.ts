import { formatCount } from "#lib/core/format.ts";
import type { Receipt } from "#lib/datasets/schema.ts";

const NAMES: Record<string, string> = {
  ",": "comma",
  ";": "semicolon",
  "\t": "tab",
  "|": "vertical bar",
  " ": "space",
  "": "none",
};
const DATE_ORDERS = { ymd: "year, month, day", dmy: "day, month, year", mdy: "month, day, year" };

/** How a file was read, as terms and values in words; what does not concern it is left out. */
export function readingFacts(receipt: Receipt): [term: string, value: string][] {
  const { dialect, encoding, rows_read, rows_rejected } = receipt;
  const facts: [string, string][] = [];
  if (rows_read !== null) facts.push(["Rows read", formatCount(rows_read)]);
  if (rows_rejected > 0) facts.push(["Rows rejected", formatCount(rows_rejected)]);
  if (encoding !== null) facts.push(["Encoding", encoding]);
  if (dialect === null) return facts;
  facts.push(["Separator", NAMES[dialect.delimiter] ?? dialect.delimiter]);
  if (dialect.quote !== '"') facts.push(["Quotation mark", dialect.quote || "none"]);
  if (dialect.escape !== dialect.quote) facts.push(["Escape", dialect.escape || "none"]);
  if (dialect.header_rows !== 1)
    facts.push(["Header lines", dialect.header_rows === 0 ? "none" : formatCount(dialect.header_rows)]);
  if (dialect.skipped_rows > 0) facts.push(["Lines above the header", formatCount(dialect.skipped_rows)]);
  if (dialect.decimal === ",") facts.push(["Decimal mark", "comma"]);
  if (dialect.date_order !== null) facts.push(["Order in dates", DATE_ORDERS[dialect.date_order]]);
  return facts;
}
