import type { ResultColumn } from "#lib/results/schema.ts";

/**
 * The first step of a Vega field path: `a\.b` and `['a.b']` name the column "a.b", `a.b` and `a[0]` a part of
 * the column "a" (Vega's splitAccessPath).
 */
function firstStep(path: string): string {
  let out = "";
  for (let i = 0; i < path.length; i++) {
    const char = path.charAt(i);
    if (char === "\\") out += path.charAt(++i);
    else if (char === ".") break;
    else if (char === "[") {
      if (out !== "") break;
      const quoted = /^\[(["'])(.*?)\1\]/.exec(path.slice(i));
      return quoted?.[2] ?? path;
    } else out += char;
  }
  return out;
}

/** The column that an encoded field means: its name as it stands, or with Vega's escapes; null when there is none. */
export function columnOfField(field: string, columns: ResultColumn[]): ResultColumn | null {
  const named = columns.find((column) => column.name === field);
  if (named) return named;
  const name = firstStep(field);
  const escaped = field.replaceAll(/\\(.)/g, "$1") === name || /^\[(["']).*\1\]$/.test(field);
  return (escaped && columns.find((column) => column.name === name)) || null;
}
