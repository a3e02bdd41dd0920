import "server-only";
import { csv, tsv } from "./csv.ts";
import { foreignKind } from "./foreign.ts";
import type { Format, Head } from "./format.ts";
import { parquet } from "./parquet.ts";

/** In the order in which they are asked. A new format is a file here and a line in this list. */
export const formats: Format[] = [parquet, tsv, csv];

export type Detected =
  | { format: Format; error: null; code: null }
  | { format: Format | null; error: string; code: "unsupported_type" | "invalid" };

/** Tells a file's format by its content. The error is a sentence for the person who sent it. */
export function detectFormat(head: Head): Detected {
  if (head.byte_size === 0) return refused(`${head.filename} is empty: it has 0 bytes.`, "invalid");
  const certain = formats.find((format) => format.name === "parquet" && format.matches(head));
  const foreign = certain ? null : foreignKind(head);
  if (foreign !== null) return refused(`${head.filename} is ${foreign}. ${SUPPORTED}`, "unsupported_type");
  const format = certain ?? formats.find((each) => each.matches(head));
  if (format === undefined)
    return refused(`${head.filename} is of no known type. ${SUPPORTED}`, "unsupported_type");
  const fault = format.fault(head);
  return fault === null ? { format, error: null, code: null } : { format, error: fault, code: "invalid" };
}

export function formatNamed(name: string): Format {
  const format = formats.find((each) => each.name === name);
  if (format === undefined) throw new Error(`no format is named ${name}`);
  return format;
}

const SUPPORTED = "Tables can be loaded from CSV, TSV and Parquet files.";

function refused(error: string, code: "unsupported_type" | "invalid"): Detected {
  return { format: null, error, code };
}
