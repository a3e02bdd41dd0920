import { cleanColumnNames } from "#lib/ingest/column-names.ts";
import { readable } from "./byte-text.ts";
import { joinedNames } from "./header-rows.ts";
import { shown } from "./repairs.ts";
import type { Shape } from "./shape.ts";

/** So many sentences about single names; more become one. */
const MOST_SENTENCES = 5;

export interface TextNames {
  names: string[];
  /** The header's own cells, as many as it has; null where there is none. */
  header: string[] | null;
  warnings: string[];
}

/** The columns' names for a table, and the header as the file writes it. */
export function textNames(shape: Shape): TextNames {
  if (shape.names === null) {
    const names = Array.from({ length: shape.width }, (_, index) => `column_${index + 1}`);
    return {
      names,
      header: null,
      warnings: [`The file has no header; its columns are called ${listed(names)}.`],
    };
  }
  const { names, warnings } = cleanColumnNames(shape.names.map(readable));
  const rows = shape.header_records.map((record) => record.fields);
  const cells = Math.max(...rows.map((row) => row.length));
  const header = joinedNames(rows, cells).map(readable);
  if (warnings.length <= MOST_SENTENCES) return { names, header, warnings };
  return {
    names,
    header,
    warnings: [
      ...warnings.slice(0, MOST_SENTENCES),
      `${warnings.length - MOST_SENTENCES} more columns were given names like these.`,
    ],
  };
}

function listed(names: string[]): string {
  const [first = "column_1", ...others] = names;
  return others.length === 0 ? first : `${first} to ${others.at(-1)}`;
}

/** What stands above the table is said, since it is no part of it. */
export function preambleWarnings({ preamble }: Shape): string[] {
  const [first] = preamble;
  if (first === undefined) return [];
  const text = shown(
    first.fields
      .filter((field) => field.trim() !== "")
      .join(" ")
      .trim(),
    80,
  );
  if (preamble.length === 1) return [`Line ${first.line} is above the table and no part of it: "${text}".`];
  return [`${preamble.length} lines above the table are no part of it. The first: "${text}".`];
}
