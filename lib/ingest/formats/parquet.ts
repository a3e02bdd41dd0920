import "server-only";
import { loadParquet } from "#lib/ingest/load-parquet.ts";
import type { Format } from "./format.ts";

const MAGIC = "PAR1";
/** Magic, footer length and magic again. */
const SMALLEST = 12;

export const parquet: Format = {
  name: "parquet",
  label: "Parquet",
  matches: (head) => head.first.subarray(0, 4).toString("latin1") === MAGIC,
  fault(head) {
    const whole = head.last.subarray(-4).toString("latin1") === MAGIC && head.byte_size >= SMALLEST;
    const footer = whole ? head.last.readUInt32LE(head.last.length - 8) : Number.POSITIVE_INFINITY;
    if (footer + SMALLEST <= head.byte_size) return null;
    return `${head.filename} is a Parquet file that is cut off or damaged: its end is missing. Send it again.`;
  },
  load: loadParquet,
};
