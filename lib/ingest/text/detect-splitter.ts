import type { ByteText } from "./byte-text.ts";
import { COMMON, isCommon, type SplitterWish, splitterCandidates } from "./dialect-candidates.ts";
import { type SplitterScore, scoreSplitter } from "./dialect-score.ts";
import type { Splitter } from "./splitter.ts";

/** Much more text than this says no more about the dialect. */
const ENOUGH = 64 * 1024;
/** A less usual way must explain the text this much better. */
const MARGIN = 1.02;
/** So does a text full of quotes that mean nothing; a few of them can be misplaced. */
const UNQUOTED_MARGIN = 1.15;
/** A usual delimiter that explains each line and nearly each cell needs no rival among the rare ones. */
const CLEAR = 0.65;

/** The way of splitting that explains a text best; see `scoreSplitter` for the method. */
export function detectSplitter(text: ByteText, wish: SplitterWish): Splitter {
  const sample = text.slice(0, ENOUGH);
  let best: { splitter: Splitter; score: number } | undefined;
  let clear = false;
  for (const splitter of splitterCandidates(sample, wish)) {
    if (clear && !isUsual(splitter.delimiter)) continue;
    const found = scoreSplitter(sample, splitter);
    clear ||= isUsual(splitter.delimiter) && found.width_share === 1 && found.score > CLEAR;
    if (wish.delimiter === undefined && !isConvincing(splitter.delimiter, found)) continue;
    const margin = splitter.quote === "" ? UNQUOTED_MARGIN : MARGIN;
    if (best === undefined || found.score > best.score * margin) best = { splitter, score: found.score };
  }
  return best?.splitter ?? { delimiter: wish.delimiter ?? "", runs: false, quote: '"', escape: '"' };
}

function isUsual(delimiter: ByteText): boolean {
  return delimiter.length > 1 || COMMON.includes(delimiter);
}

/**
 * Marks that also stand inside values (a space, a colon) part fields only where the whole looks like a table: the
 * first line falls apart like the others, or what comes out are values and quoted texts.
 */
function isConvincing(delimiter: ByteText, found: SplitterScore): boolean {
  if (delimiter === "" || isCommon(delimiter)) return true;
  const repeated = delimiter.length > 1 && delimiter === (delimiter[0] ?? "").repeat(delimiter.length);
  if (repeated) return found.width_share > 0.5;
  if (found.quoted_share > 0.1) return true;
  if (found.first_width !== found.width || found.width_share < 0.6) return false;
  return found.width > 2 || found.value_share > 0.3;
}
