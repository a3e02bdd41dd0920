/** Taken from both ends of a value that becomes something else than text. */
export const SPACES = " \t\r\n\u00a0\u202f\u2009\u2007\ufeff";

const EDGES = new RegExp(`^[${SPACES}]+|[${SPACES}]+$`, "g");

export function trimmed(text: string): string {
  return text.replace(EDGES, "");
}

/** Words for "no value" (lower case). They count as such only in a column whose other values have a type. */
export const NULL_WORDS = [
  "",
  "na",
  "n/a",
  "n.a.",
  "#n/a",
  "<na>",
  "nan",
  "null",
  "(null)",
  "<null>",
  "none",
  "nil",
  "nat",
  "\\n",
  "-",
  "--",
  "---",
  "–",
  "—",
  ".",
  "..",
  "...",
  "?",
  "missing",
  "unknown",
  "(blank)",
  "#null!",
  "#value!",
  "#ref!",
  "#div/0!",
  "#num!",
  "#name?",
  "0000-00-00",
  "0000-00-00 00:00:00",
] as const;

const NULLS: ReadonlySet<string> = new Set(NULL_WORDS);

export function isNullWord(text: string): boolean {
  return text.length <= 20 && NULLS.has(text.toLowerCase());
}

/** Words for yes and no that go together, in lower case. */
export const BOOLEAN_PAIRS: readonly (readonly [string, string])[] = [
  ["true", "false"],
  ["yes", "no"],
  ["y", "n"],
  ["t", "f"],
  ["on", "off"],
  ["ja", "nein"],
  ["j", "n"],
  ["wahr", "falsch"],
  ["oui", "non"],
  ["vrai", "faux"],
  ["si", "no"],
  ["sí", "no"],
  ["verdadero", "falso"],
  ["vero", "falso"],
  ["sim", "não"],
  ["sim", "nao"],
  ["ja", "nee"],
  ["ja", "nej"],
  ["tak", "nie"],
  ["ano", "ne"],
  ["да", "нет"],
];

/** Each month's names and short forms in English, German, French, Spanish, Italian, Portuguese and Dutch. */
const MONTHS: readonly string[] = [
  "january jan januar jän jänner janvier janv enero ene gennaio gen janeiro januari",
  "february feb februar février févr fév fevrier febrero febbraio fevereiro fev februari",
  "march mar märz mär mrz mars marzo março marco maart mrt",
  "april apr avril avr abril abr aprile",
  "may mai mayo maggio mag maio mei",
  "june jun juni juin junio giugno giu junho",
  "july jul juli juillet juil julio luglio lug julho",
  "august aug août aout agosto ago augustus",
  "september sep sept septembre septiembre settembre set setembro",
  "october oct oktober okt octobre octubre ottobre ott outubro out",
  "november nov novembre noviembre novembro",
  "december dec dezember dez décembre déc decembre diciembre dic dicembre dezembro",
];

export const MONTH_OF: ReadonlyMap<string, string> = new Map(
  MONTHS.flatMap((names, at) =>
    names.split(" ").map((name): [string, string] => [name, String(at + 1).padStart(2, "0")]),
  ),
);
