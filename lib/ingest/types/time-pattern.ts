import type { TimeReading } from "./reading.ts";

/*
 * For JavaScript (with the flag i) and for DuckDB's RE2 (with "(?i)") alike. Groups of a date: 1 to 3 as they stand.
 */

/** The longer ones first: at a place in the middle of a text the first that fits is taken. */
const DAY = "(3[01]|[12][0-9]|0?[1-9])";
const MONTH = "(1[0-2]|0?[1-9])";
const NAME = "([a-zäéûç]{3,10})";
const WEEKDAY = "(?:[a-zäéûç]{2,10}[.]?,? +)?";
const HOURS = "(?:[01]?[0-9]|2[0-3])";
/** Digits beyond the microsecond must be zeros: no more is kept. */
export const CLOCK = `${HOURS}:[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]{1,6}0*)?)?`;
export const FULL_CLOCK = `${HOURS}:[0-5][0-9]:[0-5][0-9](?:[.,][0-9]{1,6}0*)?`;
/** A time of day alone, in 24 hours. */
export const TIME_OF_DAY = `(?:${FULL_CLOCK}|(?:[01][0-9]|2[0-3]):[0-5][0-9])`;
export const HALF = " ?([ap])[.]?m[.]?";
export const ZONE = " ?(z|utc|gmt|[-+][0-9]{2}(?::?[0-9]{2})?)";
/** At the end of a zoned time, the distance to UTC where there is any. */
export const OFFSET = "[-+](?:(?:0[1-9]|[1-9][0-9])(?::?[0-9]{2})?|00:?(?:0[1-9]|[1-9][0-9]))$";
export const OFFSET_NOTE = "Times of other zones are given in UTC: the moment is the same.";
const BETWEEN = "(?:t|,? +)";

type DateForm = NonNullable<TimeReading["date"]>;

/** Where the parts stand among the groups of `datePattern`. */
export function partsOf({ family }: DateForm): { year: number; month: number; day: number } {
  if (family === "ymd" || family === "compact") return { year: 1, month: 2, day: 3 };
  if (family === "mdy" || family === "name_day") return { year: 3, month: 1, day: 2 };
  return { year: 3, month: 2, day: 1 };
}

export function isNamed({ family }: DateForm): boolean {
  return family === "day_name" || family === "name_day";
}

export function datePattern(form: DateForm): string {
  const year = form.short_year ? "([0-9]{2})" : "([0-9]{4})";
  const between = separatorPattern(form.separator);
  switch (form.family) {
    case "ymd":
      return `${year}${between}${MONTH}${between}${DAY}`;
    case "dmy":
      return `${DAY}${between}${MONTH}${between}${year}`;
    case "mdy":
      return `${MONTH}${between}${DAY}${between}${year}`;
    case "compact":
      return "([12][0-9]{3})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])";
    case "day_name":
      return `${WEEKDAY}${DAY}(?:st|nd|rd|th|[.])?[-/ ]*(?:of |de )?${NAME}[.]?[-/, ]*(?:de )?${year}`;
    case "name_day":
      return `${WEEKDAY}${NAME}[.]?[- ]*${DAY}(?:st|nd|rd|th)?,?[- ]+${year}`;
  }
}

function separatorPattern(separator: string): string {
  return separator === "." ? "[.] ?" : separator;
}

/** A date with a time: the time, the half of the day and the zone follow as groups 4, 5 and 6 where there are any. */
export function timestampPattern(form: DateForm, has: { half_days: boolean; zoned: boolean }): string {
  const half = has.half_days ? HALF : "()";
  return `${datePattern(form)}${BETWEEN}(${CLOCK})${half}${has.zoned ? ZONE : "()"}`;
}
