import type { DialectWish } from "#lib/ingest/schema.ts";

export interface Choice {
  value: string;
  label: string;
}

/** What the form offers by name; anything else can be typed. */
export const DELIMITERS: Choice[] = [
  { value: ",", label: "Comma  ," },
  { value: ";", label: "Semicolon  ;" },
  { value: "\t", label: "Tab" },
  { value: "|", label: "Vertical bar  |" },
  { value: " ", label: "Space" },
];

export const QUOTES: Choice[] = [
  { value: '"', label: 'Double  "' },
  { value: "'", label: "Single  '" },
  { value: "", label: "None" },
];

/** By the names that the reader knows them by. */
export const ENCODINGS: Choice[] = [
  { value: "utf-8", label: "UTF-8" },
  { value: "windows-1252", label: "Western (Windows-1252)" },
  { value: "iso-8859-1", label: "Western (ISO 8859-1)" },
  { value: "iso-8859-15", label: "Western (ISO 8859-15)" },
  { value: "windows-1250", label: "Central European (Windows-1250)" },
  { value: "iso-8859-2", label: "Central European (ISO 8859-2)" },
  { value: "windows-1251", label: "Cyrillic (Windows-1251)" },
  { value: "koi8-r", label: "Cyrillic (KOI8-R)" },
  { value: "windows-1253", label: "Greek (Windows-1253)" },
  { value: "windows-1254", label: "Turkish (Windows-1254)" },
  { value: "macintosh", label: "Western (Mac)" },
  { value: "shift_jis", label: "Japanese (Shift JIS)" },
  { value: "euc-kr", label: "Korean (EUC-KR)" },
  { value: "gb18030", label: "Chinese (GB 18030)" },
  { value: "big5", label: "Chinese (Big5)" },
  { value: "utf-16le", label: "UTF-16, little-endian" },
  { value: "utf-16be", label: "UTF-16, big-endian" },
];

export const DECIMALS: Choice[] = [
  { value: ".", label: "Point  1,234.56" },
  { value: ",", label: "Comma  1.234,56" },
];

export const DATE_ORDERS: Choice[] = [
  { value: "dmy", label: "Day, month, year" },
  { value: "mdy", label: "Month, day, year" },
  { value: "ymd", label: "Year, month, day" },
];

export const COLUMN_TYPES: Choice[] = [
  { value: "text", label: "Text" },
  { value: "number", label: "Number" },
  { value: "date", label: "Date" },
  { value: "boolean", label: "Yes or no" },
];

/** The name of a delimiter for people; itself where it has none. */
export function delimiterName(delimiter: string): string {
  return DELIMITERS.find(({ value }) => value === delimiter)?.label ?? (delimiter || "None");
}

/** The wish with one field set, or left to detection again (`undefined`). */
export function withWish<K extends keyof DialectWish>(
  wish: DialectWish,
  key: K,
  value: DialectWish[K] | undefined,
): DialectWish {
  const { [key]: _before, ...rest } = wish;
  return value === undefined ? rest : { ...rest, [key]: value };
}

/** The wish with one column's type set, or left to detection again. */
export function withType(wish: DialectWish, column: string, type: string): DialectWish {
  const { [column]: _before, ...others } = wish.types ?? {};
  const known = COLUMN_TYPES.some(({ value }) => value === type);
  const types = known ? { ...others, [column]: type as NonNullable<DialectWish["types"]>[string] } : others;
  return withWish(wish, "types", Object.keys(types).length === 0 ? undefined : types);
}

/** A column's type in a plain word: `DECIMAL(38,0)` → "number". */
export function typeWord(type: string): string {
  const name = type.toUpperCase();
  if (name === "VARCHAR") return "text";
  if (name === "BOOLEAN") return "yes or no";
  if (name === "DATE") return "date";
  if (name.startsWith("TIMESTAMP")) return "date and time";
  if (name === "TIME") return "time of day";
  return /INT|DOUBLE|FLOAT|DECIMAL/.test(name) ? "number" : type.toLowerCase();
}
