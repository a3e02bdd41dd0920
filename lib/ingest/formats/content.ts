import type { FormatName } from "#lib/ingest/worker/messages.ts";
import { foreignKind } from "./foreign-kinds.ts";
import type { Head } from "./head.ts";
import { jsonFormOf } from "./json-text.ts";
import { headerLine, textOf } from "./text.ts";

/** What a file is, told by its content: a table, something packed that holds one, or nothing for us. */
export type Content =
  | { kind: "table"; format: FormatName }
  | { kind: "gzip" | "zstd" | "zip" }
  | { kind: "refused"; error: string; code: "unsupported_type" | "invalid" };

export const SUPPORTED =
  "Tables can be loaded from CSV, TSV, JSON, Excel (.xlsx) and Parquet files, also packed with gzip, zstd or zip.";

const PACKED: [kind: "gzip" | "zstd" | "zip", magic: string][] = [
  ["gzip", "\x1f\x8b"],
  ["zstd", "\x28\xb5\x2f\xfd"],
  ["zip", "PK\x03\x04"],
  ["zip", "PK\x05\x06"],
  ["zip", "PK\x07\x08"],
];
const PARQUET = "PAR1";

/** Tells what a file is by its beginning. Whether a zip is a workbook only its list of members says. */
export function contentOf(head: Head): Content {
  if (head.first.length === 0) return invalid(`${head.filename} is empty: it has 0 bytes.`);
  const bytes = head.first.subarray(0, 8).toString("latin1");
  const packed = PACKED.find(([, magic]) => bytes.startsWith(magic));
  if (packed !== undefined) return { kind: packed[0] };
  if (bytes.startsWith(PARQUET)) return parquetOf(head);
  const text = textOf(head);
  const foreign = foreignKind(head, text);
  if (foreign !== null) return unsupported(`${head.filename} is ${foreign}.`);
  if (text === null) return unsupported(`${head.filename} is of no known type.`);
  if (head.is_whole && text.replace(/[\uFEFF\0]/g, "").trim() === "")
    return invalid(`${head.filename} is empty: it holds only blank lines.`);
  return { kind: "table", format: jsonFormOf(text) ?? (isTsv(text, head.filename) ? "tsv" : "csv") };
}

/** Magic, footer length and magic again. */
const SMALLEST = 12;

function parquetOf({ filename, end }: Head): Content {
  if (end === null) return { kind: "table", format: "parquet" };
  const mark = end.last.subarray(-4).toString("latin1");
  if (mark === "PARE") return unsupported(`${filename} is an encrypted Parquet file.`);
  const whole = mark === PARQUET && end.byte_size >= SMALLEST;
  const footer = whole ? end.last.readUInt32LE(end.last.length - 8) : Number.POSITIVE_INFINITY;
  if (footer + SMALLEST <= end.byte_size) return { kind: "table", format: "parquet" };
  return invalid(
    `${filename} is a Parquet file that is cut off or damaged: its end is missing. Send it again.`,
  );
}

/** More tabs than commas and semicolons in the first line. */
function isTsv(text: string, filename: string): boolean {
  const line = headerLine(text);
  const tabs = line.split("\t").length;
  if (tabs > 1) return tabs > line.split(",").length && tabs > line.split(";").length;
  return /\.(tsv|tab)$/i.test(filename) && !/[,;|]/.test(line);
}

function invalid(error: string): Content {
  return { kind: "refused", error, code: "invalid" };
}

function unsupported(what: string): Content {
  return { kind: "refused", error: `${what} ${SUPPORTED}`, code: "unsupported_type" };
}
