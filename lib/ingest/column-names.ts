const MAX_LENGTH = 200;

/**
 * Column names as a table can carry them: white space and line breaks made one space, control characters
 * gone, an empty one `column_3` by its place, a repeated one (without regard to case) `name_2`. Also says
 * what was changed, as sentences for the receipt.
 */
export function cleanColumnNames(names: string[]): { names: string[]; warnings: string[] } {
  const used = new Set<string>();
  const cleaned: string[] = [];
  const warnings: string[] = [];
  for (const [index, given] of names.entries()) {
    const base = [...given.replace(/\s+/gu, " ").replace(/\p{C}/gu, "").trim()].slice(0, MAX_LENGTH).join("");
    const name = unused(base === "" ? `column_${index + 1}` : base, used);
    used.add(name.toLowerCase());
    cleaned.push(name);
    if (base === "") warnings.push(`Column ${index + 1} has no name in the file; it is called "${name}".`);
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
