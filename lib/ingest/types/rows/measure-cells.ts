import { addFacts, emptyFacts } from "#lib/ingest/types/exact-number.ts";
import { featuresOf } from "#lib/ingest/types/features.ts";
import { IDENTIFIER, type Measured, type TypedColumn } from "#lib/ingest/types/measured.ts";
import { isNullWord, trimmed } from "#lib/ingest/types/words.ts";
import { type ReadValue, valueReader } from "./read-value.ts";

const IDENTIFIERS = new RegExp(IDENTIFIER);

/** Whether a value does not fit its column: it is neither taken nor a word for none. */
export function isMisfit(text: string, { value }: ReadValue): boolean {
  return value === null && !isNullWord(text);
}

/** Looks at all cells of one column through its reading. */
export function measureCells(column: TypedColumn, cells: Iterable<string | null>): Measured {
  const { reading } = column;
  const read = valueReader(reading);
  const patterns = featuresOf(reading).map(({ pattern }) =>
    pattern === null ? null : new RegExp(pattern, "i"),
  );
  const measured: Measured = {
    column,
    rows: 0,
    misfits: 0,
    wider: 0,
    identifiers: 0,
    null_words: 0,
    blanks: 0,
    spaces: 0,
    facts: reading.kind === "number" ? emptyFacts() : null,
    features: patterns.map(() => 0),
  };
  for (const cell of cells) {
    measured.rows++;
    if (cell === null) continue;
    const text = trimmed(cell);
    const found = read(text);
    if (measured.facts !== null && found.number !== null) addFacts(measured.facts, found.number);
    if (found.value === null) addMissing(measured, text, found);
    else {
      if (text.length !== cell.length) measured.spaces++;
      for (const [at, pattern] of patterns.entries())
        if (pattern === null || pattern.test(text)) measured.features[at] = (measured.features[at] ?? 0) + 1;
    }
  }
  return measured;
}

function addMissing(measured: Measured, text: string, found: ReadValue): void {
  if (text === "") measured.blanks++;
  else if (!isMisfit(text, found)) measured.null_words++;
  else {
    measured.misfits++;
    if (measured.column.reading.kind !== "number") return;
    if (found.number !== null) measured.wider++;
    if (IDENTIFIERS.test(text)) measured.identifiers++;
  }
}
