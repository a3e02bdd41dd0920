/** How a number of a cell is meant, by its format. */
export type Meaning = "plain" | "percent" | "date" | "time" | "duration";

/** Excel's own formats, which no file spells out (ECMA-376 part 1, 18.8.30; the later ones of East Asian editions). */
const PERCENT = new Set([9, 10]);
const TIME = new Set([18, 19, 20, 21, 45, 47]);

export function builtInMeaning(id: number): Meaning {
  if (PERCENT.has(id)) return "percent";
  if (TIME.has(id)) return "time";
  if (id === 46) return "duration";
  const isDate = (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
  return isDate ? "date" : "plain";
}

/** Of a format code such as `dd/mm/yyyy`, `0.0%` or `[h]:mm`. Text in quotes, colours and conditions do not count. */
export function meaningOf(code: string): Meaning {
  const first = code.split(";")[0] ?? "";
  const bare = first.replace(/"[^"]*"|\\.|_.|\*./g, "");
  if (/\[(h+|m+|s+)\]/i.test(bare)) return "duration";
  const letters = bare.replace(/\[[^\]]*\]/g, "").replace(/general|am\/pm|a\/p/gi, "");
  if (/[yd]/i.test(letters) || /m/i.test(letters.replace(/h+[:.]?m+|m+[:.]?s+/gi, ""))) return "date";
  if (/[hs]/i.test(letters)) return "time";
  return letters.includes("%") ? "percent" : "plain";
}
