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
export class CellMeasure {
  readonly found: Measured;
  readonly #read: (text: string) => ReadValue;
  readonly #patterns: readonly (RegExp | null)[];

  constructor(column: TypedColumn) {
    const { reading } = column;
    this.#read = valueReader(reading);
    this.#patterns = featuresOf(reading).map(({ pattern }) =>
      pattern === null ? null : new RegExp(pattern, "i"),
    );
    this.found = {
      column,
      rows: 0,
      nulls: 0,
      misfits: 0,
      wider: 0,
      identifiers: 0,
      null_words: 0,
      blanks: 0,
      spaces: 0,
      facts: reading.kind === "number" ? emptyFacts() : null,
      features: this.#patterns.map(() => 0),
    };
  }

  add(cell: string | null): void {
    const { found } = this;
    found.rows++;
    if (cell === null) {
      found.nulls++;
      return;
    }
    const text = trimmed(cell);
    const value = this.#read(text);
    if (found.facts !== null && value.number !== null) addFacts(found.facts, value.number);
    if (value.value === null) {
      addMissing(found, text, value);
      return;
    }
    if (text.length !== cell.length) found.spaces++;
    for (const [at, pattern] of this.#patterns.entries())
      if (pattern === null || pattern.test(text)) found.features[at] = (found.features[at] ?? 0) + 1;
  }
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
