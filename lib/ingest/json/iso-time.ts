/** Of the types that a text's form allows, one bit each. */
export const TIME = { date: 1, local: 2, zoned: 4 };

const ISO = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?(?:Z|[+-]\d{2}(?::\d{2})?)?)?)?$/;
const MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DASH = 45;

/**
 * Which of a date, a time without a zone and one with a zone a text is: ISO 8601, a day there is, nothing finer than
 * microseconds, which no type here could keep, and a zone behind seconds only, as DuckDB has it. A date is a time without a zone too.
 */
export function timesOf(text: string): number {
  if (text.length < 10 || text.length > 32 || text.charCodeAt(4) !== DASH || !ISO.test(text)) return 0;
  const number = (at: number) => (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;
  const [month, day] = [number(5), number(8)];
  if (day < 1 || day > (MONTHS[month - 1] ?? 0)) return 0;
  if (month === 2 && day === 29 && !isLeap(number(0) * 100 + number(2))) return 0;
  if (text.length === 10) return TIME.date | TIME.local;
  if (number(11) > 23 || number(14) > 59) return 0;
  if (text.charCodeAt(16) === 58 && number(17) > 59) return 0;
  const zone = text.slice(16).search(/[Z+-]/);
  if (zone < 0) return TIME.local;
  const at = 17 + zone;
  const minutes = text.length - at >= 4 ? number(text.length - 2) : 0;
  return text.length > at && (number(at) > 14 || minutes > 59) ? 0 : TIME.zoned;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
