import { quoteString } from "#lib/engine/quote.ts";
import type { TimeReading } from "#lib/ingest/types/reading.ts";
import {
  CLOCK,
  datePattern,
  HALF,
  isNamed,
  partsOf,
  TIME_OF_DAY,
  timestampPattern,
} from "#lib/ingest/types/time-pattern.ts";
import { MONTH_OF } from "#lib/ingest/types/words.ts";
import { isoPattern } from "./iso-pattern.ts";
import { matches } from "./number-sql.ts";

type DateForm = NonNullable<TimeReading["date"]>;

/** As `timeValueSql`, with one cheap question for values that DuckDB itself reads right. */
export function isoFirstSql(text: string, how: TimeReading): string {
  const slow = timeValueSql(text, how);
  if (how.date?.family !== "ymd" || how.date.separator !== "-" || how.date.short_year || how.half_days)
    return slow;
  return `CASE WHEN regexp_full_match(${text}, '${isoPattern(how.type)}') THEN TRY_CAST(${text} AS ${how.type}) ELSE ${slow} END`;
}

/** The typed value of trimmed text; NULL when the reading does not take it. */
function timeValueSql(text: string, how: TimeReading): string {
  if (how.date === null) return timeOfDaySql(text, how.half_days);
  const date = `CASE WHEN ${matches(text, datePattern(how.date))} THEN ${isoDateSql(text, datePattern(how.date), how.date)} END`;
  if (how.type === "DATE") return `TRY_CAST(${date} AS DATE)`;
  const branches = [timestampBranch(text, how, how.type === "TIMESTAMP WITH TIME ZONE")];
  // A date in a column of timestamps is its midnight; where zones matter, midnight is nowhere.
  if (how.type === "TIMESTAMP") branches.push(`TRY_CAST(${date} AS TIMESTAMP)`);
  return branches.length === 1 ? (branches[0] ?? "") : `coalesce(${branches.join(", ")})`;
}

function timestampBranch(text: string, how: TimeReading, zoned: boolean): string {
  if (how.date === null) return "NULL";
  const pattern = timestampPattern(how.date, { half_days: how.half_days, zoned });
  const part = (group: number) => `regexp_extract(${text}, ${quoteString(`(?i)^${pattern}$`)}, ${group})`;
  const date = isoDateSql(text, pattern, how.date);
  const clock = clockSql(part(4), how.half_days ? part(5) : null);
  const zone = zoned ? `, replace(replace(upper(${part(6)}), 'UTC', 'Z'), 'GMT', 'Z')` : "";
  return `CASE WHEN ${matches(text, pattern)} THEN TRY_CAST(concat(${date}, ' ', ${clock}${zone}) AS ${how.type}) END`;
}

/** `2024-01-05` from a text that matches. Years of two digits are 1969 to 2068, as POSIX has them. */
function isoDateSql(text: string, pattern: string, form: DateForm): string {
  const { year, month, day } = partsOf(form);
  const put = `regexp_replace(${text}, ${quoteString(`(?i)^${pattern}$`)}, '\\${year}-\\${month}-\\${day}')`;
  if (!isNamed(form)) {
    return form.short_year ? `concat(CASE WHEN ${put} >= '69' THEN '19' ELSE '20' END, ${put})` : put;
  }
  const yearPart = `split_part(${put}, '-', 1)`;
  const full = form.short_year
    ? `CASE WHEN ${yearPart} >= '69' THEN '19' ELSE '20' END, ${yearPart}`
    : yearPart;
  return `concat(${full}, '-', ${monthSql(`lower(split_part(${put}, '-', 2))`)}, '-', split_part(${put}, '-', 3))`;
}

/** The month of a name, looked up in one constant: an expression of a word a month would be made twelve times over. */
function monthSql(word: string): string {
  const names = [...MONTH_OF.keys()].map(quoteString).join(", ");
  const months = [...MONTH_OF.values()].map(quoteString).join(", ");
  return `list_extract([${months}], list_position([${names}], ${word}))`;
}

/** `13:05:00` from a time as it was written, and `p` where its hours are those of the afternoon. */
function clockSql(clock: string, half: string | null): string {
  const dotted = `replace(${clock}, ',', '.')`;
  const full = `regexp_replace(regexp_replace(${dotted}, '^([0-9]{1,2}:[0-9]{2})$', '\\1:00'), '^([0-9]):', '0\\1:')`;
  if (half === null) return full;
  const hour = `TRY_CAST(left(${full}, 2) AS INTEGER)`;
  const turned = `CASE WHEN ${hour} NOT BETWEEN 1 AND 12 THEN NULL ELSE ${hour} % 12 + CASE WHEN lower(${half}) = 'p' THEN 12 ELSE 0 END END`;
  return `concat(lpad(CAST(${turned} AS VARCHAR), 2, '0'), substr(${full}, 3))`;
}

function timeOfDaySql(text: string, half_days: boolean): string {
  if (!half_days) {
    return `CASE WHEN ${matches(text, TIME_OF_DAY)} THEN TRY_CAST(${clockSql(text, null)} AS TIME) END`;
  }
  const pattern = `(${CLOCK})${HALF}`;
  const part = (group: number) => `regexp_extract(${text}, ${quoteString(`(?i)^${pattern}$`)}, ${group})`;
  return `CASE WHEN ${matches(text, pattern)} THEN TRY_CAST(${clockSql(part(1), part(2))} AS TIME) END`;
}
