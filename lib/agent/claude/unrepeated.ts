import "server-only";

/** Fewer characters than this may agree by chance. */
const OVERLAP = 12;
const RESTART = 3;

export interface Unrepeated {
  /** What of this piece is new, as far as that is certain already. */
  take(piece: string): string;
  /** What was held back, once nothing more comes. */
  rest(): string;
}

/**
 * The continuation of a text that broke off, without what was shown already: asked to go on, a model may begin the text
 * again, or repeat its last words. Words are held back only while they could be such a repetition.
 */
export function unrepeated(shown: string): Unrepeated {
  let held: string | null = "";

  function release(words: string): string {
    held = null;
    return words.slice(repetitionIn(words, shown));
  }

  return {
    take(piece) {
      if (held === null) return piece;
      held += piece;
      return shown.includes(held) ? "" : release(held);
    },
    rest: () => (held === null ? "" : release(held)),
  };
}

/** How many of the first characters of `words` are the end of `shown`, or all of it. */
function repetitionIn(words: string, shown: string): number {
  for (let length = Math.min(words.length, shown.length); length >= RESTART; length--) {
    const isAll = length === shown.length;
    if (!isAll && length < OVERLAP) return 0;
    if (shown.endsWith(words.slice(0, length))) return length;
  }
  return 0;
}
