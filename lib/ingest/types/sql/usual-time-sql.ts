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

/** A piece of a shape: its pattern, and its sign in a format. */
type Part = readonly [pattern: string, sign: string];

function shapesOf({ family, separator, short_year }: DateForm): Shape[] {
  const y: Part = short_year ? ["[0-9]{2}", "%y"] : ["[0-9]{4}", "%Y"];
  const d: Part = [DAY, "%d"];
  const m: Part = [DAY, "%m"];
  const mark: Part = [separator === "." ? "[.]" : separator, separator];
  const families: Record<DateFamily, () => Shape[]> = {
    ymd: () => [shapeOf([y, mark, m, mark, d])],
    dmy: () => [shapeOf([d, mark, m, mark, y])],
    mdy: () => [shapeOf([m, mark, d, mark, y])],
    day_name: () => [" ", "-"].map((sign) => namedShape((name) => [d, [sign, sign], name, [sign, sign], y])),
    name_day: () => [", ", " "].map((sign) => namedShape((name) => [name, [" ", " "], d, [sign, sign], y])),
    compact: () => [],
  };
  return families[family]();
}

function shapeOf(parts: Part[]): Shape {
  const joined = (at: 0 | 1) => parts.map((part) => part[at]).join("");
  return { pattern: joined(0), formats: [joined(1)] };
}

/** Names are short or whole. */
function namedShape(partsWith: (name: Part) => Part[]): Shape {
  const [short, whole] = [shapeOf(partsWith([NAME, "%b"])), shapeOf(partsWith([NAME, "%B"]))];
  return { pattern: short.pattern, formats: [...short.formats, ...whole.formats] };
}
