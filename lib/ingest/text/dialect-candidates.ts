import type { ByteText } from "./byte-text.ts";
import type { Splitter } from "./splitter.ts";

/** Signs that hardly stand in a value of a table with one column. */
export const COMMON = [",", ";", "\t", "|"];
/** Whether a delimiter is one of these, spaces around it aside (but for the tab, which is itself a space). */
export function isCommon(delimiter: ByteText): boolean {
  return COMMON.includes(delimiter) || COMMON.includes(delimiter.trim());
}

const RARE = ["^", "~", "\x01", "\x1c", "\x1d", "\x1e", "\x1f", ":", "!", "#", "&", "*", " "];
/** In UTF-8: section sign, broken bar, pilcrow, thorn; some exports part fields with them. */
const SIGNS = ["\xc2\xa7", "\xc2\xa6", "\xc2\xb6", "\xc3\xbe"];
const LONG = /[^\w\s"'.\x80-\xff]{2,4}/g;
const MOST_LONG = 6;

/** What is fixed beforehand because a person said so. */
export interface SplitterWish {
  delimiter?: ByteText | undefined;
  quote?: ByteText | undefined;
  escape?: ByteText | undefined;
}

/** The ways of splitting that this text leaves open, the more usual first. */
export function splitterCandidates(text: ByteText, wish: SplitterWish): Splitter[] {
  const delimiters = wish.delimiter === undefined ? delimitersIn(text) : [wish.delimiter];
  const candidates: Splitter[] = [];
  for (const quote of wish.quote === undefined ? quotesIn(text) : [wish.quote]) {
    for (const delimiter of delimiters) {
      if (delimiter === quote && quote !== "") continue;
      for (const sign of escapesIn(text, quote, wish.escape)) {
        candidates.push({ delimiter, runs: false, quote, escape: sign });
        if (delimiter === " " && text.includes("  "))
          candidates.push({ delimiter, runs: true, quote, escape: sign });
      }
    }
  }
  return candidates;
}

function delimitersIn(text: ByteText): ByteText[] {
  const present = [...COMMON, ...RARE, ...SIGNS].filter((sign) => text.includes(sign));
  const spaced = [", ", "; "].filter((sign) => text.includes(sign));
  return [...present, ...longDelimitersIn(text), ...spaced, ""];
}

/** Signs of several characters that stand on most lines. */
function longDelimitersIn(text: ByteText): ByteText[] {
  const lines = text.split(/[\r\n]+/, 200).filter((line) => line !== "");
  const seen = new Map<string, number>();
  for (const line of lines) {
    for (const sign of new Set(line.match(LONG))) seen.set(sign, (seen.get(sign) ?? 0) + 1);
  }
  const frequent = [...seen].filter(([, count]) => count > lines.length / 2).sort((a, b) => b[1] - a[1]);
  return frequent.slice(0, MOST_LONG).map(([sign]) => sign);
}

function quotesIn(text: ByteText): ByteText[] {
  const quotes = ['"'];
  // An apostrophe quotes only where some field begins and some ends with it.
  for (const sign of ["'", "`"]) {
    const opens = new RegExp(`(?:^|[^\\w\\s])\\s?${sign}[^${sign}\\r\\n]*${sign}\\s?(?:[^\\w\\s]|$)`, "m");
    if (opens.test(text)) quotes.push(sign);
  }
  if (text.includes('"')) quotes.push("");
  return quotes;
}

function escapesIn(text: ByteText, quote: ByteText, wish: ByteText | undefined): ByteText[] {
  if (quote === "") return [""];
  if (wish !== undefined) return [wish === "" ? quote : wish];
  const backslashed = text.includes(`\\${quote}`);
  return backslashed ? [quote, "\\"] : [quote];
}
