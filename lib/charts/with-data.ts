import type { Json } from "#lib/core/schema.ts";
import type { ResultColumn } from "#lib/results/schema.ts";
import { prepareSpec, timeKey } from "./prepare-spec.ts";
import type { VegaLiteSpec } from "./schema.ts";

export { type ThemeMode, themeFor } from "./theme.ts";

/** Rows a chart draws at most; beyond, it shows the first ones. */
export const CHART_ROWS = 5_000;

const MOMENT = /^(-?\d{4,6})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?)?)?/;

/**
 * A date or time as milliseconds whose *local* clock shows what the text says: a day stays that day on the
 * axis whatever zone the reader is in. A zoned time is shown in UTC, as the table shows it.
 */
export function momentOf(value: Json): Json {
  if (typeof value === "number") return new Date(value, 0, 1).getTime();
  const parts = typeof value === "string" ? MOMENT.exec(value) : null;
  if (!parts) return null;
  const [, year, month, day, hour, minute, second, fraction] = parts;
  const date = new Date(
    2000,
    Number(month ?? 1) - 1,
    Number(day ?? 1),
    Number(hour ?? 0),
    Number(minute ?? 0),
    Number(second ?? 0),
  );
  date.setFullYear(Number(year), Number(month ?? 1) - 1, Number(day ?? 1));
  return date.getTime() + Math.trunc(Number(`0.${fraction ?? 0}`) * 1000);
}

/** A number to draw; integers beyond 2^53 and long decimals come as text. NaN and infinities have no place on an axis. */
function quantityOf(value: Json): Json {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

function labelOf(value: Json): Json {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
}

/**
 * The spec with the Result's rows in it, ready for Vega-Lite. Works for any column name. Give it a spec
 * that has passed `checkSpec`.
 */
export function withData(spec: VegaLiteSpec, columns: ResultColumn[], rows: Json[][]): VegaLiteSpec {
  const prepared = prepareSpec(spec, columns);
  const values = rows.slice(0, CHART_ROWS).map((row) => {
    const object: { [key: string]: Json } = {};
    prepared.keys.forEach((key, index) => {
      const value = row[index] ?? null;
      object[key] = prepared.quantitative.has(index) ? quantityOf(value) : labelOf(value);
      if (prepared.temporal.has(index)) object[timeKey(index)] = momentOf(value);
    });
    return object;
  });
  return { ...prepared.spec, data: { name: "result", values } };
}
