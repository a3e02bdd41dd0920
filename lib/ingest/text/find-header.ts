import type { ByteText } from "./byte-text.ts";
import { type ColumnModel, columnModels } from "./column-model.ts";
import { fitRecord } from "./fit-record.ts";
import { continuesHeader, isHeader } from "./header-rows.ts";
import type { Splitter } from "./splitter.ts";
import { isBlank, isTitleLike, type TextRecord, textRecord } from "./text-record.ts";

const MOST_HEADER_ROWS = 4;

/** Where a table's header ends, and what the columns below it are. */
export interface Head {
  rows: TextRecord[];
  /** Index of the first data record. */
  body: number;
  models: ColumnModel[];
}

export interface Place {
  start: number;
  width: number;
  splitter: Splitter;
}

/** The rows of names at a table's beginning: as many as `wish` says, else those that read as names. */
export function headerOf(
  text: ByteText,
  records: TextRecord[],
  place: Place,
  wish: number | undefined,
): Head {
  const { start, width } = place;
  const rowsFrom = (from: number) =>
    records
      .slice(from)
      .filter((record) => record.fields.length === width && !isBlank(record) && !isTitleLike(record));
  let models = columnModels(
    rowsFrom(start + 1).map((record) => record.kinds),
    width,
  );
  const first = records[start];
  if (first === undefined) return { rows: [], body: start, models };
  const top = trimmedTo(withFittingFields(text, first, place, models), width);
  if (wish === undefined ? !isHeader(top, rowsFrom(start + 1), models) : wish === 0)
    return { rows: [], body: start, models };
  const rows = [top];
  let body = start + 1;
  for (let at = start + 1; at < records.length && rows.length < (wish ?? MOST_HEADER_ROWS); at++) {
    const record = records[at];
    if (record === undefined) break;
    if (isBlank(record)) continue;
    const below = rowsFrom(at + 1);
    const belowModels = columnModels(
      below.map((row) => row.kinds),
      width,
    );
    const above = rows.at(-1) ?? top;
    if (wish === undefined && (below.length === 0 || !continuesHeader(above, record, belowModels))) break;
    rows.push(trimmedTo(record, width));
    models = belowModels;
    body = at + 1;
  }
  return { rows, body, models };
}

/**
 * Where the first rows are data, the line right above may be a header that broke: with a quote too many, or parted by
 * another mark than the rows.
 */
export function withHeaderAbove(
  text: ByteText,
  records: TextRecord[],
  head: Head,
  place: Place & { asked: boolean },
): Head {
  const { asked, width, start } = place;
  const above = records[start - 1];
  if (head.rows.length > 0 || asked || above === undefined || isBlank(above) || width === 1) return head;
  const broken = withFittingFields(text, { ...above, regular: false }, place, head.models);
  const named = broken.fields.length === width && broken.filled >= 0.8 * width;
  if (!named || !isHeader(broken, records.slice(start), head.models)) return head;
  return { ...head, rows: [broken] };
}

/** A header that does not come out in as many fields as the table has is read as leniently as a data row is. */
function withFittingFields(
  text: ByteText,
  record: TextRecord,
  place: Place,
  models: ColumnModel[],
): TextRecord {
  if (record.regular && Math.abs(record.fields.length - place.width) <= place.width / 2) return record;
  const namesOnly = models.map((model) => ({
    ...model,
    kind: "text" as const,
    value_share: 0,
    blank_share: 0.5,
  }));
  const fitted = fitRecord(text, record.from, place.splitter, namesOnly);
  return fitted === null ? record : textRecord(fitted.cells, record);
}

/** Blank names too many go: those at the end first. */
function trimmedTo(record: TextRecord, width: number): TextRecord {
  const fields = [...record.fields];
  while (fields.length > width) {
    const blank = fields.findLastIndex((field) => field.trim() === "");
    if (blank < 0) break;
    fields.splice(blank, 1);
  }
  return fields.length === record.fields.length ? record : textRecord(fields, record);
}
