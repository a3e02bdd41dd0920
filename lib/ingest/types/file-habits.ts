import type { Candidates } from "./column-candidates.ts";
import type { DateOrder, DecimalMark, Reading } from "./reading.ts";

/** What the columns of a file that leave no choice say about those that do. */
export interface Habits {
  decimal: DecimalMark | null;
  date_order: DateOrder | null;
}

export function habitsOf(columns: readonly Candidates[]): Habits {
  const decimals: DecimalMark[] = [];
  const orders: DateOrder[] = [];
  for (const { readings, likely } of columns) {
    const [only, other] = readings;
    if (likely !== null) orders.push(likely);
    if (only === undefined || other !== undefined) continue;
    if (
      only.kind === "number" &&
      (only.decimal === "," || only.group !== "" || (only.plain && only.type === "DOUBLE"))
    )
      decimals.push(only.decimal);
    if (only.kind === "time" && (only.date?.family === "dmy" || only.date?.family === "mdy"))
      orders.push(only.date.family);
  }
  return { decimal: agreed(decimals), date_order: agreed(orders) };
}

function agreed<T>(votes: readonly T[]): T | null {
  const [first] = votes;
  return first !== undefined && votes.every((vote) => vote === first) ? first : null;
}

export interface Choice {
  reading: Reading;
  /** Where nothing told, what was taken. */
  warning: string | null;
}

interface Hints extends Habits {
  name: string;
  likely: DateOrder | null;
  /** Fields parted by semicolons come from where the comma is the decimal mark. */
  delimiter: string;
  example: string | null;
  wished_order: DateOrder | undefined;
}

/** One of the readings that a column's values leave open. */
export function chosen(readings: readonly Reading[], hints: Hints): Choice {
  const [first, ...others] = readings;
  if (first === undefined) return { reading: { kind: "text", type: "VARCHAR" }, warning: null };
  if (first.kind === "time") return chosenOrder(readings, hints);
  if (others.length === 0 || first.kind !== "number") return { reading: first, warning: null };
  const told = hints.decimal ?? (hints.delimiter === ";" && first.group !== "" ? "," : null);
  const by = told ?? first.decimal;
  const reading = readings.find((each) => each.kind === "number" && each.decimal === by) ?? first;
  const silent = hints.decimal !== null || (first.group === "" && hints.delimiter !== ";");
  return {
    reading,
    warning: silent
      ? null
      : `"${hints.name}": ${markOf(reading, hints.example ?? "")}; nothing in the file says it for certain.`,
  };
}

function markOf(reading: Reading, example: string): string {
  const sign = example.includes(",") ? "," : ".";
  const decimal = reading.kind === "number" && reading.decimal === sign;
  return `the ${sign === "," ? "comma" : "dot"} in ${example} is read as a ${decimal ? "decimal" : "thousands"} mark`;
}

function chosenOrder(readings: readonly Reading[], hints: Hints): Choice {
  const [first] = readings;
  if (first?.kind !== "time" || first.date === null)
    return { reading: first ?? { kind: "text", type: "VARCHAR" }, warning: null };
  const byWish = readings.find((each) => familyOf(each) === hints.wished_order);
  if (byWish !== undefined) return { reading: byWish, warning: null };
  if (readings.length === 1) return { reading: first, warning: null };
  // Where the comma is the decimal mark nobody writes the month first.
  const likely = hints.likely === "mdy" && hints.decimal === "," ? "dmy" : hints.likely;
  const told = likely ?? hints.date_order ?? (hints.decimal === "," ? "dmy" : null);
  const family = told ?? (first.date.separator === "/" ? "mdy" : "dmy");
  const reading = readings.find((each) => familyOf(each) === family) ?? first;
  if (told !== null && hints.likely === null && hints.date_order !== null) return { reading, warning: null };
  const order = family === "dmy" ? "the day before the month" : "the month before the day";
  return {
    reading,
    warning: `"${hints.name}": dates like ${hints.example ?? ""} are read with ${order}; the values alone leave it open.`,
  };
}

function familyOf(reading: Reading): string | undefined {
  return reading.kind === "time" ? reading.date?.family : undefined;
}
