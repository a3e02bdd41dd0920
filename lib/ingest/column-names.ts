const MAX_LENGTH = 200;
/** What every object of a program has by itself, so that no row can carry a value under such a name. */
const TAKEN: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/**
 * Column names as a table can carry them: white space and line breaks made one space, control characters
 * gone, an empty one `column_3` by its place, a repeated one (without regard to case) `name_2`, one that programs keep
 * for themselves (`constructor`) with an underscore behind it. Also says what was changed, as sentences for the receipt.
 */
export function cleanColumnNames(names: string[]): { names: string[]; warnings: string[] } {
  const used = new Set<string>();
  const cleaned: string[] = [];
  const warnings: string[] = [];
  for (const [index, given] of names.entries()) {
    const base = [...given.replace(/\s+/gu, " ").replace(/\p{C}/gu, "").trim()].slice(0, MAX_LENGTH).join("");
    const free = TAKEN.has(base) ? `${base}_` : base;
    const name = unused(free === "" ? `column_${index + 1}` : free, used);
    used.add(name.toLowerCase());
    cleaned.push(name);
    if (base === "") warnings.push(`Column ${index + 1} has no name in the file; it is called "${name}".`);
    else if (free !== base)
      warnings.push(`The column name "${base}" cannot be kept; column ${index + 1} is called "${name}".`);
    else if (name !== base)
      warnings.push(`The column name "${base}" is repeated; column ${index + 1} is called "${name}".`);
  }
  return { names: cleaned, warnings };
}

function unused(name: string, used: Set<string>): string {
  let candidate = name;
  for (let n = 2; used.has(candidate.toLowerCase()); n++) candidate = `${name}_${n}`;
  return candidate;
}
