import { quoteString } from "#lib/engine/quote.ts";
import type { DateFamily, TimeReading } from "#lib/ingest/types/reading.ts";

type DateForm = NonNullable<TimeReading["date"]>;

/** A shape of texts as a pattern for RE2, and how `strptime` reads them. */
interface Shape {
  pattern: string;
  formats: string[];
}

const DAY = "[0-9]{1,2}";
const NAME = "[A-Za-z]{3,9}";
const CLOCK = `${DAY}:[0-9]{2}(?::[0-9]{2})?`;

/**
 * Dates with a month's number or English name, and times behind them, as nearly all are written; NULL for others and where the
 * reading is of other things.
 */
export function usualTimeSql(text: string, { type, date, half_days }: TimeReading): string {
  if (date === null || type === "TIMESTAMP WITH TIME ZONE") return `NULL::${type}`;
  if (type === "DATE" && half_days) return `NULL::${type}`;
  const shapes = shapesOf(date).map((shape) => (type === "TIMESTAMP" ? withTime(shape, half_days) : shape));
  const branches = shapes.map(
    ({ pattern, formats }) =>
      `WHEN regexp_full_match(${text}, ${quoteString(pattern)}) THEN try_strptime(${text}, [${formats.map(quoteString).join(", ")}])::${type}`,
  );
  return branches.length === 0 ? `NULL::${type}` : `CASE ${branches.join(" ")} END`;
}

function withTime({ pattern, formats }: Shape, half_days: boolean): Shape {
  const times = half_days ? ["%I:%M:%S %p", "%I:%M %p"] : ["%H:%M:%S", "%H:%M"];
  return {
    pattern: `${pattern} ${CLOCK}${half_days ? " [AaPp][Mm]" : ""}`,
    formats: formats.flatMap((format) => times.map((time) => `${format} ${time}`)),
  };
}

function shapesOf({ family, separator, short_year }: DateForm): Shape[] {
  const [year, year_format] = short_year ? ["[0-9]{2}", "%y"] : ["[0-9]{4}", "%Y"];
  const shape = (parts: [pattern: string, format: string][], ...formats: string[]): Shape => ({
    pattern: parts.map(([pattern]) => pattern).join(""),
    formats: [parts.map(([, format]) => format).join(""), ...formats],
  });
  const mark: [string, string] = [separator === "." ? "[.]" : separator, separator];
  const y: [string, string] = [year, year_format];
  const d: [string, string] = [DAY, "%d"];
  const m: [string, string] = [DAY, "%m"];
  const named = (pattern: (name: string) => [string, string][]): Shape => {
    const [short, full] = ["%b", "%B"].map((name) => shape(pattern(name)));
    return { pattern: short?.pattern ?? "", formats: [...(short?.formats ?? []), ...(full?.formats ?? [])] };
  };
  const literal = (sign: string): [string, string] => [sign, sign];
  const families: Record<DateFamily, () => Shape[]> = {
    ymd: () => [shape([y, mark, m, mark, d])],
    dmy: () => [shape([d, mark, m, mark, y])],
    mdy: () => [shape([m, mark, d, mark, y])],
    day_name: () =>
      [" ", "-"].map((sign) => named((name) => [d, literal(sign), [NAME, name], literal(sign), y])),
    name_day: () =>
      [", ", " "].map((sign) => named((name) => [[NAME, name], literal(" "), d, literal(sign), y])),
    compact: () => [],
  };
  return families[family]();
}
