import type { BooleanReading } from "./reading.ts";
import { BOOLEAN_PAIRS } from "./words.ts";

const WORDS: ReadonlySet<string> = new Set(BOOLEAN_PAIRS.flat());

/** The column as truth values: words of one pair alone. A single letter is one only where its opposite is there too. */
export function booleanCandidate(
  values: readonly string[],
): { reading: BooleanReading; count: number } | null {
  const counts = new Map<string, number>();
  for (const value of values) {
    const word = value.toLowerCase();
    if (word.length <= 10 && WORDS.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  if (counts.size === 0) return null;
  const scored = BOOLEAN_PAIRS.map(([yes, no]) => ({
    yes,
    no,
    count: (counts.get(yes) ?? 0) + (counts.get(no) ?? 0),
  }));
  const count = Math.max(...scored.map((pair) => pair.count));
  const best = scored.filter((pair) => pair.count === count);
  const both = best.filter(({ yes, no }) => counts.has(yes) && counts.has(no));
  const pairs = (both.length > 0 ? both.slice(0, 1) : best).filter(
    ({ yes }) => both.length > 0 || [...yes].length > 1,
  );
  if (pairs.length === 0) return null;
  const words = (side: "yes" | "no") => [...new Set(pairs.map((pair) => pair[side]))];
  return { reading: { kind: "boolean", type: "BOOLEAN", yes: words("yes"), no: words("no") }, count };
}

/** What a person calls truth values: any word for them, and 1 and 0. */
export function anyBoolean(): BooleanReading {
  const words = (at: 0 | 1) => [...new Set(BOOLEAN_PAIRS.map((pair) => pair[at]))];
  return { kind: "boolean", type: "BOOLEAN", yes: ["1", ...words(0)], no: ["0", ...words(1)] };
}
