const LONGEST = 60;

/** A title of at most 60 characters from a model's words: one line, cut between words, without quotes or a full stop. */
export function plainTitle(words: string): string {
  const line = words
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^["'“”«»*#\s]+|["'“”«»*\s]+$/g, "")
    .replace(/[.?!:,;\s]+$/, "");
  const short = line.length <= LONGEST ? line : `${cutBetweenWords(line, LONGEST - 1)}…`;
  return short.charAt(0).toUpperCase() + short.slice(1);
}

function cutBetweenWords(line: string, length: number): string {
  const space = line.lastIndexOf(" ", length);
  const kept = line.slice(0, space > length / 2 ? space : length);
  // Half of a character that takes two units would be no character at all.
  return kept.replace(/[\uD800-\uDBFF]$/, "").replace(/[,;:\s]+$/, "");
}
