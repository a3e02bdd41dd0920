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

type DateForm = NonNullable<TimeReading["date"]>;
type ReadText = (text: string) => string | null;

/** Reads trimmed text into the way DuckDB writes such a value; null where the reading does not take it. */
export function timeReader(how: TimeReading): ReadText {
  if (how.date === null) return timeOfDayReader(how.half_days);
  const date = dateReader(how.date);
  if (how.type === "DATE") return date;
  const stamp = timestampReader(how.date, how.half_days, how.type === "TIMESTAMP WITH TIME ZONE");
  if (how.type === "TIMESTAMP WITH TIME ZONE") return stamp;
  return (text) => {
    const value = stamp(text);
    if (value !== null) return value;
    // A date in a column of timestamps is its midnight; where zones matter, midnight is nowhere.
    const day = date(text);
    return day === null ? null : `${day} 00:00:00`;
  };
}

function dateReader(form: DateForm): ReadText {
  const pattern = new RegExp(`^${datePattern(form)}$`, "i");
  return (text) => {
    const found = pattern.exec(text);
    return found === null ? null : isoDate(found, form);
  };
}

function timestampReader(form: DateForm, half_days: boolean, zoned: boolean): ReadText {
  const pattern = new RegExp(`^${timestampPattern(form, { half_days, zoned })}$`, "i");
  return (text) => {
    const found = pattern.exec(text);
    if (found === null) return null;
    const day = isoDate(found, form);
    const clock = isoClock(found[4] ?? "", half_days ? (found[5] ?? "") : null);
    if (day === null || clock === null) return null;
    return `${day} ${clock}${zoned ? isoZone(found[6] ?? "") : ""}`;
  };
}

function timeOfDayReader(half_days: boolean): ReadText {
  const pattern = new RegExp(half_days ? `^(${CLOCK})${HALF}$` : `^(${TIME_OF_DAY})$`, "i");
  return (text) => {
    const found = pattern.exec(text);
    return found === null ? null : isoClock(found[1] ?? "", half_days ? (found[2] ?? "") : null);
  };
}

/** `2024-01-05`, or null for a day that no calendar has. Years of two digits are 1969 to 2068, as POSIX has them. */
function isoDate(found: RegExpExecArray, form: DateForm): string | null {
  const parts = partsOf(form);
  const [year = "", month = "", day = ""] = [found[parts.year], found[parts.month], found[parts.day]];
  const full = form.short_year ? `${year >= "69" ? "19" : "20"}${year}` : year;
  const number = isNamed(form) ? MONTH_OF.get(month.toLowerCase()) : month.padStart(2, "0");
  if (number === undefined || Number(day) > daysIn(Number(full), Number(number))) return null;
  return `${full}-${number}-${day.padStart(2, "0")}`;
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** `13:05:00.5` from a time as it was written, in 24 hours or with its half of the day. */
function isoClock(clock: string, half: string | null): string | null {
  const [hours = "", minutes = "", seconds = "00"] = clock.replace(",", ".").split(":");
  const whole = seconds.slice(0, 9);
  if (half === null) return `${hours.padStart(2, "0")}:${minutes}:${whole}`;
  const hour = Number(hours);
  if (hour < 1 || hour > 12) return null;
  const turned = (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  return `${String(turned).padStart(2, "0")}:${minutes}:${whole}`;
}

function isoZone(zone: string): string {
  return /^[a-z]/i.test(zone) ? "Z" : zone;
}
