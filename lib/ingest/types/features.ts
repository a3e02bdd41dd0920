import { currencyPattern } from "./currencies.ts";
import { INFINITY } from "./number-pattern.ts";
import type { NumberReading, Reading, TimeReading } from "./reading.ts";
import { OFFSET, OFFSET_NOTE } from "./time-pattern.ts";

/** Something about a value that is not taken as it stands: who has it is counted. */
export interface Feature {
  from: string;
  /** For RE2, anywhere in the trimmed text, without regard to case; null for every value. */
  pattern: string | null;
  note: string;
  /** Nearly every value of such a column has it: those that have not are quicker to count. */
  usual?: boolean;
}

/** What is to be told of the values of a reading, if they have it. */
export function featuresOf(reading: Reading): Feature[] {
  if (reading.kind === "number") return reading.plain ? [] : numberFeatures(reading);
  if (reading.kind === "time") return timeFeatures(reading);
  if (reading.kind === "text") return [];
  const words = [...reading.yes, ...reading.no].filter((word) => word !== "true" && word !== "false");
  if (words.length === 0) return [];
  const note = `${reading.yes.join(", ")} is true; ${reading.no.join(", ")} is false.`;
  const other = [...reading.yes, ...reading.no].length > words.length;
  const pattern = other ? `^(?:${words.join("|")})$` : null;
  const shown = reading.yes.length > 3 ? "Words for yes and no, and 1 and 0, are true and false." : note;
  return [{ from: "boolean word", pattern, note: shown, usual: true }];
}

function numberFeatures({ decimal, group, percent, currency, zeros }: NumberReading): Feature[] {
  const features: Feature[] = [];
  const add = (from: string, pattern: string, note: string, usual = false) =>
    features.push({ from, pattern, note, usual });
  if (decimal === ",") add("decimal comma", ",", "The comma is the decimal mark.", true);
  if (group === "'") add("thousands mark", "['’]", "Apostrophes between thousands are left out.");
  if (group === " ")
    add("thousands mark", "[0-9][ \u00a0\u202f\u2009][0-9]", "Spaces between thousands are left out.");
  if (group === ".") add("thousands mark", "[.]", "Dots between thousands are left out.");
  if (group === ",") add("thousands mark", ",", "Commas between thousands are left out.");
  if (percent) add("percentage", "%", "Percentages are parts of one: 12 % is 0.12.", true);
  if (currency !== null) {
    const note = `Amounts in ${currency}; the currency's sign is left out.`;
    add("currency", currencyPattern(currency), note, true);
  }
  add("accounting negative", "^[(]|-$", "Amounts in brackets, or with a minus behind, are negative.");
  add("plus sign", "^[+]", "A leading plus is left out.");
  add("typographic minus", "−", "The long minus is a minus.");
  add("word for infinity", `^${INFINITY}$`, "Words for infinity are infinite numbers.");
  if (zeros) add("leading zeros", "^[-+]?0[0-9]", "Leading zeros are left out.");
  return features;
}

const FAMILIES = {
  dmy: "day, month, year",
  mdy: "month, day, year",
  ymd: "year, month, day",
  day_name: "day, month's name, year",
  name_day: "month's name, day, year",
  compact: "year, month, day in eight digits",
} as const;

function timeFeatures(reading: TimeReading): Feature[] {
  const features: Feature[] = [];
  const { date, type, half_days } = reading;
  if (date !== null && (date.family !== "ymd" || date.short_year)) {
    features.push({
      from: `date as ${FAMILIES[date.family]}`,
      pattern: null,
      note: `Dates are read as ${FAMILIES[date.family]}.`,
    });
  }
  if (date?.short_year === true) {
    features.push({
      from: "two-digit year",
      pattern: null,
      note: "Years 69 to 99 are 1969 to 1999, years 00 to 68 are 2000 to 2068.",
    });
  }
  if (half_days)
    features.push({
      from: "time with AM or PM",
      pattern: "[ap][.]?m[.]?",
      note: "Times with AM and PM are told in 24 hours.",
      usual: true,
    });
  if (type === "TIMESTAMP WITH TIME ZONE")
    features.push({ from: "time zone offset", pattern: OFFSET, note: OFFSET_NOTE });
  if (type === "TIMESTAMP")
    features.push({
      from: "date without time",
      pattern: "^[^:]*$",
      note: "Dates without a time are their midnight.",
    });
  return features;
}
