import { numberReader } from "#lib/ingest/types/number-candidates.ts";
import type { Reading } from "#lib/ingest/types/reading.ts";
import { numberWriter } from "./read-number.ts";
import { timeReader } from "./read-time.ts";

export interface ReadValue {
  /** As DuckDB reads it into the type, exactly; null where the reading does not take the text. */
  value: string | null;
  /** The plain number, also where it does not fit the type. */
  number: string | null;
}

const NOTHING: ReadValue = { value: null, number: null };
/** Texts that are remembered: most columns say the same again and again. */
const MOST_KNOWN = 2000;
const LONGEST_KNOWN = 40;

/** Reads trimmed texts; the same as `valuesSql` does in DuckDB. */
export function valueReader(reading: Exclude<Reading, { kind: "text" }>): (text: string) => ReadValue {
  const read = readerFor(reading);
  const known = new Map<string, ReadValue>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const value = read(text);
    if (known.size < MOST_KNOWN && text.length <= LONGEST_KNOWN) known.set(text, value);
    return value;
  };
}

function readerFor(reading: Exclude<Reading, { kind: "text" }>): (text: string) => ReadValue {
  if (reading.kind === "number") {
    const [read, write] = [numberReader(reading), numberWriter(reading)];
    return (text) => {
      const number = read(text);
      return number === null ? NOTHING : { value: write(number), number };
    };
  }
  const read = reading.kind === "time" ? timeReader(reading) : truthReader(reading.yes, reading.no);
  return (text) => {
    const value = read(text);
    return value === null ? NOTHING : { value, number: null };
  };
}

function truthReader(yes: readonly string[], no: readonly string[]): (text: string) => string | null {
  const words = new Map([...no.map((word) => [word, "false"]), ...yes.map((word) => [word, "true"])] as [
    string,
    string,
  ][]);
  return (text) => words.get(text.toLowerCase()) ?? null;
}
