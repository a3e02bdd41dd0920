import pluralize from "pluralize";

/** A word's singular in lower case. Words that only look plural (status, sales as a noun) stay what they are. */
export function singular(word: string): string {
  const lower = word.toLowerCase();
  if (lower.length < 4 || /(ss|us|is)$/.test(lower)) return lower;
  return pluralize.singular(lower);
}

/** The words of a name in snake_case, camelCase, kebab-case or with spaces, each in singular: `orderDates` → order, date. */
export function nameWords(name: string): string[] {
  return name
    .replaceAll(/([\p{Ll}\p{N}])(\p{Lu})/gu, "$1 $2")
    .replaceAll(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, "$1 $2")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .map(singular);
}
