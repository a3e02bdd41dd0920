import type { ByteText } from "./byte-text.ts";
import type { Splitter } from "./splitter.ts";

/** How a rewritten copy is delimited and quoted; quotes are doubled. */
export interface CleanDialect {
  delimiter: ByteText;
  quote: ByteText;
  line_end: ByteText;
  /** A record that is in order can be copied as its bytes are. */
  verbatim: boolean;
}

/** The file's own delimiter and quote where DuckDB knows such, so that most records need no change. */
export function cleanDialect(splitter: Splitter, line_end: ByteText): CleanDialect {
  const ownDelimiter = !splitter.runs && splitter.delimiter !== "" && splitter.delimiter.length <= 4;
  const ownQuote = splitter.quote !== "" && splitter.quote !== splitter.delimiter;
  return {
    delimiter: ownDelimiter ? splitter.delimiter : ",",
    quote: ownQuote ? splitter.quote : '"',
    line_end,
    verbatim: ownDelimiter && ownQuote && splitter.escape === splitter.quote,
  };
}

/** A record of the copy, without its line end. */
export function cleanRecord(cells: ByteText[], { delimiter, quote }: CleanDialect): ByteText {
  if (cells.length === 1 && cells[0] === "") return quote + quote;
  return cells.map((cell) => cleanCell(cell, delimiter, quote)).join(delimiter);
}

function cleanCell(cell: ByteText, delimiter: ByteText, quote: ByteText): ByteText {
  const needsQuotes =
    cell.includes(quote) ||
    cell.includes("\n") ||
    cell.includes("\r") ||
    [...delimiter].some((sign) => cell.includes(sign)) ||
    cell.startsWith(" ") ||
    cell.endsWith(" ");
  return needsQuotes ? quote + cell.replaceAll(quote, quote + quote) + quote : cell;
}
