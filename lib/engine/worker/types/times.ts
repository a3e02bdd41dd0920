const DAY_SECONDS = 86_400n;
/** DuckDB's infinities: days of a DATE, and any unit of a TIMESTAMP. */
const INFINITE_DAYS = 2 ** 31 - 1;
const INFINITE_UNITS = 2n ** 63n - 1n;

/** `YYYY-MM-DD`; years beyond four digits and before 1 as in ISO 8601 (`-0043-03-15`, `+12024-01-01`). */
export function dateText(days: number): string {
  if (days === INFINITE_DAYS) return "infinity";
  if (days === -INFINITE_DAYS) return "-infinity";
  const { year, month, day } = civil(days);
  return `${yearText(year)}-${two(month)}-${two(day)}`;
}

/** An ISO timestamp from a count of units since 1970; `digits` of a second in the unit (6: microseconds). */
export function timestampText(units: bigint, digits: number, zone: "" | "Z"): string {
  if (units === INFINITE_UNITS) return "infinity";
  if (units === -INFINITE_UNITS) return "-infinity";
  const perSecond = 10n ** BigInt(digits);
  const seconds = floorDiv(units, perSecond);
  const days = floorDiv(seconds, DAY_SECONDS);
  const clock = clockText(Number(seconds - days * DAY_SECONDS), units - seconds * perSecond, digits);
  return `${dateText(Number(days))}T${clock}${zone}`;
}

/** A duration of ISO 8601: `P1Y2M3DT4H5M6.789S`, each part with its own sign; `PT0S` when empty. */
export function durationOf(months: number, days: number, micros: bigint): string {
  const [years, monthsLeft] = [Math.trunc(months / 12), months % 12];
  const [hours, minutes, rest] = [
    micros / 3_600_000_000n,
    (micros / 60_000_000n) % 60n,
    micros % 60_000_000n,
  ];
  const date = part(years, "Y") + part(monthsLeft, "M") + part(days, "D");
  const time = part(hours, "H") + part(minutes, "M") + (rest === 0n ? "" : `${secondsText(rest)}S`);
  if (date === "" && time === "") return "PT0S";
  return `P${date}${time === "" ? "" : `T${time}`}`;
}

const INTERVAL_UNITS = /(-?\d+) (year|month|day)s?/g;
const INTERVAL_CLOCK = /(-?)(\d+):(\d\d):(\d\d)(?:\.(\d{1,6}))?$/;

/** The same from DuckDB's text for an interval: `-1 years 3 days 00:16:39.999`. */
export function durationOfText(text: string): string {
  let months = 0;
  let days = 0;
  for (const [, count, unit] of text.matchAll(INTERVAL_UNITS)) {
    if (unit === "year") months += Number(count) * 12;
    else if (unit === "month") months += Number(count);
    else days += Number(count);
  }
  return durationOf(months, days, clockMicros(text));
}

/** `12:34:56.789+05:30`: DuckDB's text with the minutes of the offset always there. */
export function timeTzText(text: string): string {
  return text.replace(/([+-]\d\d)$/, "$1:00");
}

function clockMicros(text: string): bigint {
  const clock = INTERVAL_CLOCK.exec(text);
  if (clock === null) return 0n;
  const [, sign, hours = "0", minutes = "0", seconds = "0", fraction = ""] = clock;
  const whole = (BigInt(hours) * 60n + BigInt(minutes)) * 60n + BigInt(seconds);
  const micros = whole * 1_000_000n + BigInt(fraction.padEnd(6, "0"));
  return sign === "-" ? -micros : micros;
}

function clockText(seconds: number, fraction: bigint, digits: number): string {
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  if (fraction === 0n) return clock;
  return `${clock}.${fraction.toString().padStart(digits, "0").replace(/0+$/, "")}`;
}

function secondsText(micros: bigint): string {
  const magnitude = micros < 0n ? -micros : micros;
  const fraction = (magnitude % 1_000_000n).toString().padStart(6, "0").replace(/0+$/, "");
  const whole = `${micros < 0n ? "-" : ""}${magnitude / 1_000_000n}`;
  return fraction === "" ? whole : `${whole}.${fraction}`;
}

function part(count: number | bigint, unit: string): string {
  return Number(count) === 0 ? "" : `${count}${unit}`;
}

/** The civil date of a day number, proleptic Gregorian, over DuckDB's whole range (Howard Hinnant's civil_from_days). */
function civil(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

function yearText(year: number): string {
  if (year >= 0 && year <= 9999) return String(year).padStart(4, "0");
  return `${year < 0 ? "-" : "+"}${String(Math.abs(year)).padStart(4, "0")}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

function floorDiv(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}
