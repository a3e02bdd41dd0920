/** Marks, case and the signs between words do not count: `Straßen-Länge` and `strassen_lange` are near. */
export function plainName(text: string): string {
  return text
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1 $2")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[\s_\-./]+/g, " ")
    .trim();
}

/**
 * How well a text answers what was typed, 0 (not at all) to 100 (the same): the beginning of the text, then of its
 * words, then a part of it, then the words' first letters, then a slip of the finger.
 */
export function matchScore(typed: string, text: string): number {
  const wanted = plainName(typed);
  const name = plainName(text);
  if (wanted === "" || name === "") return 0;
  if (name === wanted) return 100;
  if (name.startsWith(wanted)) return 90;
  const words = name.split(" ");
  if (words.some((word) => word.startsWith(wanted))) return 80;
  if (wanted.includes(" ") && wanted.split(" ").every((part) => words.some((word) => word.startsWith(part))))
    return 70;
  if (wanted.length >= 3 && name.includes(wanted)) return 60;
  if (wanted.length >= 2 && words.length > 1 && initialsOf(words).startsWith(wanted)) return 50;
  return isSlip(wanted, [name, ...words]) ? 30 : 0;
}

/** The items that match, best first; equals stay in their order. */
export function bestMatches<T>(
  typed: string,
  items: readonly T[],
  textsOf: (item: T) => readonly string[],
  limit = Number.POSITIVE_INFINITY,
): T[] {
  return items
    .map((item) => ({ item, score: Math.max(...textsOf(item).map((text) => matchScore(typed, text))) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ item }) => item);
}

function initialsOf(words: readonly string[]): string {
  return words.map((word) => word[0] ?? "").join("");
}

/** One wrong, missing, doubled or swapped letter in four or more, two in eight or more, against a name's beginning. */
function isSlip(wanted: string, names: readonly string[]): boolean {
  const allowed = wanted.length >= 8 ? 2 : wanted.length >= 4 ? 1 : 0;
  if (allowed === 0) return false;
  return names.some((name) =>
    [-1, 0, 1].some((more) => distance(wanted, name.slice(0, wanted.length + more)) <= allowed),
  );
}

/** Edits from one word to another, a swap of neighbours counting as one (Damerau's, in its restricted form). */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = at(rows, i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swap =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
          ? at(rows, i - 2, j - 2) + 1
          : Number.POSITIVE_INFINITY;
      row.push(Math.min(at(rows, i - 1, j) + 1, (row[j - 1] ?? 0) + 1, substitution, swap));
    }
    rows.push(row);
  }
  return at(rows, a.length, b.length);
}

function at(rows: readonly (readonly number[])[], i: number, j: number): number {
  return rows[i]?.[j] ?? 0;
}
