/**
 * How quantities are written for people, in English, the same on the server and in the browser: a page
 * rendered on both must not differ by a comma. Times take a zone for the same reason.
 */

const LOCALE = "en-GB";
const grouped = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** A whole number with thousands grouped: `1,234,567`. */
export function formatCount(value: number): string {
  return grouped.format(value);
}

/** A count with its noun: `1 row`, `12,403 rows`. */
export function formatPlural(value: number, one: string, many = `${one}s`): string {
  return `${formatCount(value)} ${value === 1 ? one : many}`;
}

/** Bytes in decimal units: `0 B`, `812 B`, `1.2 MB`, `2.15 GB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${Math.round(bytes)} B`;
  const units = ["kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = "B";
  for (const next of units) {
    if (value < 999.5) break;
    value /= 1000;
    unit = next;
  }
  return `${significant(value, 3)} ${unit}`;
}

/** A share of a whole as a percentage: `0 %`, `<0.1 %`, `12.4 %`, `100 %`; never rounded up to 100 or down to 0. */
export function formatShare(part: number, whole: number): string {
  if (whole === 0 || part === 0) return "0 %";
  if (part === whole) return "100 %";
  const percent = (part / whole) * 100;
  if (percent < 0.1) return "<0.1 %";
  if (percent > 99.9) return ">99.9 %";
  return `${significant(percent, 3)} %`;
}

/** A span of time, for reading: `8 ms`, `0.4 s`, `12 s`, `3 min 5 s`, `1 h 20 min`. */
export function formatDuration(ms: number): string {
  if (ms < 95) return `${Math.max(1, Math.round(ms))} ms`;
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return join(Math.floor(seconds / 60), "min", seconds % 60, "s");
  return join(Math.floor(seconds / 3600), "h", Math.floor((seconds % 3600) / 60), "min");
}

/** What is left of a wait, as coarse as it is sure: `a few seconds`, `about 40 s`, `about 3 min`. */
export function formatTimeLeft(seconds: number): string {
  if (seconds < 5) return "a few seconds";
  if (seconds < 90) return `about ${Math.ceil(seconds / 5) * 5} s`;
  if (seconds < 5400) return `about ${Math.round(seconds / 60)} min`;
  return `about ${Math.round(seconds / 3600)} h`;
}

/** US dollars of one answer: `$0.0132`, `$1.20`, `under $0.0001`. */
export function formatCost(usd: number): string {
  if (usd === 0) return "$0";
  if (usd < 0.0001) return "under $0.0001";
  return `$${usd < 1 ? significant(usd, 3) : usd.toFixed(2)}`;
}

/** The day of a moment, seen from `now`: `Today`, `Yesterday`, `Monday`, `3 November`, `3 November 2025`. */
export function formatDay(iso: string, now: Date, timeZone: string): string {
  const days = dayNumber(now, timeZone) - dayNumber(new Date(iso), timeZone);
  if (days <= 0) return "Today";
  if (days === 1) return "Yesterday";
  const sameYear = yearOf(new Date(iso), timeZone) === yearOf(now, timeZone);
  return new Intl.DateTimeFormat(LOCALE, {
    timeZone,
    ...(days < 7
      ? { weekday: "long" }
      : { day: "numeric", month: "long", ...(sameYear ? {} : { year: "numeric" }) }),
  }).format(new Date(iso));
}

/** The time of day: `14:05`. */
export function formatTime(iso: string, timeZone: string): string {
  return new Intl.DateTimeFormat(LOCALE, { timeZone, hour: "2-digit", minute: "2-digit" }).format(
    new Date(iso),
  );
}

/** A date: `3 November 2026`. */
export function formatDate(iso: string, timeZone: string): string {
  return new Intl.DateTimeFormat(LOCALE, {
    timeZone,
    day: "numeric",
    month: "long",
    year: "numeric",
  }).format(new Date(iso));
}

function significant(value: number, digits: number): string {
  return String(Number(value.toPrecision(digits)));
}

function join(major: number, majorUnit: string, minor: number, minorUnit: string): string {
  return minor === 0 ? `${major} ${majorUnit}` : `${major} ${majorUnit} ${minor} ${minorUnit}`;
}

/** Days since 1970 of the calendar date that `moment` has in the zone. */
function dayNumber(moment: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone }).format(moment);
  return Math.floor(Date.parse(`${parts}T00:00:00Z`) / 86_400_000);
}

function yearOf(moment: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric" }).format(moment);
}
