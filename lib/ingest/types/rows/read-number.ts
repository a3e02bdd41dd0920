import { isExactDouble } from "#lib/ingest/types/exact-number.ts";
import type { NumberReading } from "#lib/ingest/types/reading.ts";

const INFINITE = /inf/i;
const [LEAST, MOST] = [-(2n ** 63n), 2n ** 63n - 1n];
const MOST_DIGITS = 38;

/** Writes a plain number (see `plainNumber`) as DuckDB reads it without loss into the type; null where that is impossible. */
export function numberWriter(how: NumberReading): (number: string) => string | null {
  // "12.5 %" is 0.125, rounded once.
  if (how.percent)
    return (number) => (!INFINITE.test(number) && isExactDouble(number) ? `${number}e-2` : null);
  if (how.type === "BIGINT") return (number) => (fitsBigint(number) ? number : null);
  if (how.type === "DOUBLE") return (number) => double(number);
  const scale = Number(/,(\d+)/.exec(how.type)?.[1] ?? 0);
  return (number) => (fitsDecimal(number, scale) ? number : null);
}

function fitsBigint(number: string): boolean {
  if (/[.einEIN]/.test(number)) return false;
  if (number.length <= 18) return true;
  const value = BigInt(number);
  return value >= LEAST && value <= MOST;
}

function double(number: string): string | null {
  if (INFINITE.test(number)) return number.startsWith("-") ? "-Infinity" : "Infinity";
  return isExactDouble(number) ? number : null;
}

function fitsDecimal(number: string, scale: number): boolean {
  if (/[eiEI]/.test(number)) return false;
  const [whole = "", fraction] = number.replace(/^[-+]?0*/, "").split(".");
  if (scale === 0 && fraction !== undefined) return false;
  return (fraction ?? "").length <= scale && whole.length <= MOST_DIGITS - scale;
}
