import type { DateFamily, DateOrder, TimeReading } from "./reading.ts";
import { CLOCK, datePattern, HALF, isNamed, partsOf, TIME_OF_DAY, ZONE } from "./time-pattern.ts";
import { MONTH_OF } from "./words.ts";

type DateForm = NonNullable<TimeReading["date"]>;

export interface TimeCandidates {
  /** Readings that take equally many values; several where day and month may be exchanged. */
  readings: TimeReading[];
  count: number;
  /** Which of several the values themselves make likely: their dates then go in steps. */
  likely: DateOrder | null;
}

const TAIL = new RegExp(`^(?:(?:t|,? +)(${CLOCK})(?:${HALF})?(?:${ZONE})?)?$`, "i");
const FORMS: readonly { form: DateForm; head: RegExp }[] = formsOf();
const TIME = new RegExp(`^${TIME_OF_DAY}$`);
const HALF_TIME = new RegExp(`^(?:${CLOCK})${HALF}$`, "i");

function formsOf(): { form: DateForm; head: RegExp }[] {
  const forms: DateForm[] = [];
  const add = (family: DateFamily, separators: string[], years: boolean[]) => {
    for (const short_year of years)
      for (const separator of separators) forms.push({ family, separator, short_year });
  };
  add("ymd", ["-", "/", "."], [false]);
  for (const separator of ["/", ".", "-", " "]) {
    add("dmy", [separator], [false, true]);
    add("mdy", [separator], [false, true]);
  }
  add("day_name", [""], [false, true]);
  add("name_day", [""], [false, true]);
  add("compact", [""], [false]);
  add("ymd", ["-", "/", "."], [true]);
  return forms.map((form) => ({ form, head: new RegExp(`^${datePattern(form)}`, "i") }));
}

interface Seen {
  count: number;
  plain: number;
  halves: number;
  zones: number;
  dates: [number, number, number][];
}

/** How the values of a column could be dates, timestamps or times of day. Eight digits are dates only where `compact`. */
export function timeCandidates(values: readonly string[], compact: boolean): TimeCandidates | null {
  const times = values.filter((value) => TIME.test(value)).length;
  const halves = values.filter((value) => HALF_TIME.test(value)).length;
  if (Math.max(times, halves) * 2 > values.length) {
    const half_days = halves > times;
    return {
      readings: [{ kind: "time", type: "TIME", date: null, half_days }],
      count: half_days ? halves : times,
      likely: null,
    };
  }
  const all = FORMS.filter(({ form }) => compact || form.family !== "compact").map(({ form, head }) => ({
    form,
    seen: seenBy(form, head, values),
  }));
  const most = Math.max(...all.map(({ seen }) => seen.count));
  if (most === 0) return null;
  const best = all.filter(({ seen }) => seen.count === most);
  const [first] = best;
  if (first === undefined) return null;
  const orders = best.filter(({ form }) => isOrder(form.family) && form.short_year === first.form.short_year);
  const chosen =
    orders.length > 1 && orders.includes(first)
      ? orders.filter(({ form }) => form.family !== "ymd")
      : [first];
  return {
    readings: chosen.map(({ form, seen }) => readingOf(form, seen)),
    count: most,
    likely: chosen.length < 2 ? null : steps(first.form, first.seen.dates),
  };
}

function isOrder(family: DateFamily): boolean {
  return family === "ymd" || family === "dmy" || family === "mdy";
}

function seenBy(form: DateForm, head: RegExp, values: readonly string[]): Seen {
  const seen: Seen = { count: 0, plain: 0, halves: 0, zones: 0, dates: [] };
  const parts = partsOf(form);
  for (const [at, value] of values.entries()) {
    // A form that took none of the first values is not theirs.
    if (at === 200 && seen.count === 0) break;
    const found = value.length > 60 ? null : head.exec(value);
    if (found === null) continue;
    const tail = TAIL.exec(value.slice(found[0].length));
    if (tail === null) continue;
    const month = isNamed(form) ? MONTH_OF.get((found[parts.month] ?? "").toLowerCase()) : found[parts.month];
    const date: [number, number, number] = [
      Number(found[parts.year]),
      Number(month),
      Number(found[parts.day]),
    ];
    if (month === undefined || !exists(date, form.short_year)) continue;
    seen.count++;
    if (tail[1] === undefined) seen.plain++;
    if (tail[2] !== undefined) seen.halves++;
    if (tail[3] !== undefined) seen.zones++;
    seen.dates.push(date);
  }
  return seen;
}

function exists([year, month, day]: [number, number, number], short: boolean): boolean {
  if (!short && year === 0) return false;
  const full = short ? year + 2000 : year;
  return day <= new Date(Date.UTC(full + 400, month, 0)).getUTCDate();
}

function readingOf(form: DateForm, seen: Seen): TimeReading {
  const timed = seen.count - seen.plain;
  const type = timed === 0 ? "DATE" : seen.zones * 2 > timed ? "TIMESTAMP WITH TIME ZONE" : "TIMESTAMP";
  return { kind: "time", type, date: form, half_days: seen.halves * 2 > timed && timed > 0 };
}

/**
 * Dates of one day of the month (01/01/2024, 01/02/2024 …) tell which part is the day. With dots nobody writes the month
 * first: there they are days of one month.
 */
function steps(form: DateForm, dates: readonly [number, number, number][]): DateOrder | null {
  const months = new Set(dates.map(([, month]) => month)).size;
  const days = new Set(dates.map(([, , day]) => day)).size;
  const own = form.family === "dmy" ? "dmy" : "mdy";
  const other = own === "dmy" ? "mdy" : "dmy";
  const told = days === 1 && months >= 3 ? own : months === 1 && days >= 3 ? other : null;
  return told === "mdy" && form.separator === "." ? null : told;
}
