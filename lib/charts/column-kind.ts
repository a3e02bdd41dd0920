/** What a column can be drawn as. */
export type ColumnKind = "number" | "time" | "boolean" | "text" | "other";

const NUMBER = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|BIGNUM|FLOAT|DOUBLE|DECIMAL\(.*\)|DECIMAL)$/;
const TIME = /^(DATE|TIMESTAMP(_S|_MS|_NS)?|DATETIME|TIMESTAMP WITH TIME ZONE|TIMESTAMPTZ)$/;
const TEXT = /^(VARCHAR|ENUM\(.*\)|UUID|TIME( WITH TIME ZONE|TZ)?)$/s;

/** The kind of a column of DuckDB's type name. */
export function columnKind(type: string): ColumnKind {
  const name = type.toUpperCase();
  if (NUMBER.test(name)) return "number";
  if (TIME.test(name)) return "time";
  if (name === "BOOLEAN") return "boolean";
  return TEXT.test(name) ? "text" : "other";
}
