import { quoteString } from "#lib/engine/quote.ts";
import { currencyForms } from "#lib/ingest/types/currencies.ts";
import type { Feature } from "#lib/ingest/types/features.ts";
import { bodyPattern } from "#lib/ingest/types/number-pattern.ts";
import type { GroupMark, NumberReading } from "#lib/ingest/types/reading.ts";

/*
 * Numbers with marks to take away, as nearly all of them are written: `1,234.5`, `$1,234.50`, `1.234,50 €`, `12.5 %`. Brackets,
 * other minus signs and the like are left to the whole pattern of the reading.
 */

/** The characters of a mark between groups of digits. */
const GROUP_MARKS: Readonly<Record<GroupMark, readonly string[]>> = {
  "": [],
  ",": [","],
  ".": ["."],
  " ": [" ", "\u00a0", "\u202f", "\u2009"],
  "'": ["'", "’"],
};

/** Whether numbers of the reading have such marks, and none that stands for two things. */
export function isMarked({ plain, zeros, type, group, percent, currency }: NumberReading): boolean {
  if (plain || zeros || type.startsWith("DECIMAL")) return false;
  const hasUnit = percent || currency !== null;
  return group === " " ? !hasUnit : group !== "" || hasUnit;
}

/** The plain number: the text without its marks, and with a dot for a decimal comma. */
export function unmarkedSql(text: string, reading: NumberReading): string {
  const spaces = reading.percent || reading.currency !== null ? [" "] : [];
  const taken = [...unitsOf(reading), ...spaces, ...GROUP_MARKS[reading.group]];
  const bare = taken.reduce((sql, mark) => `replace(${sql}, ${quoteString(mark)}, '')`, text);
  return reading.decimal === "," ? `replace(${bare}, ',', '.')` : bare;
}

/** Whether a text is such a number; whole where the type is. */
export function isMarkedSql(text: string, reading: NumberReading): string {
  const body = bodyPattern(reading.decimal, reading.group, reading.type === "BIGINT", false);
  const unit = `(?:${unitsOf(reading).map(escaped).join("|")})`;
  const pattern = reading.percent
    ? `-?${body} ?%`
    : reading.currency === null
      ? `-?${body}`
      : `-?(?:${unit} ?)?${body}(?: ?${unit})?`;
  return `regexp_full_match(${text}, ${quoteString(pattern)})`;
}

/** Which of these numbers have a feature; null where none has. */
export function markedFeatureSql(text: string, reading: NumberReading, { from }: Feature): string | null {
  const any = (marks: readonly string[]) =>
    `(${marks.map((mark) => `contains(${text}, ${quoteString(mark)})`).join(" OR ")})`;
  if (from === "decimal comma") return any([","]);
  if (from === "thousands mark") return any(GROUP_MARKS[reading.group]);
  if (from === "percentage") return "true";
  return from === "currency" ? any(unitsOf(reading)) : null;
}

/** The ways that the unit is mostly written. */
function unitsOf({ percent, currency }: NumberReading): string[] {
  if (percent) return ["%"];
  return currency === null ? [] : currencyForms(currency);
}

const escaped = (form: string) => form.replaceAll("$", "[$]");
