import "server-only";
import { loadCsv } from "#lib/ingest/load-csv.ts";
import type { Format, Head } from "./format.ts";
import { headerLine, textOf } from "./text-head.ts";

function isBlank(head: Head): boolean {
  return head.byte_size <= head.first.length && (textOf(head) ?? "").replace(/\uFEFF/g, "").trim() === "";
}

const fault = (head: Head) =>
  isBlank(head) ? `${head.filename} is empty: it holds only blank lines.` : null;

/** Text whose first line has more tabs than commas and semicolons. */
export const tsv: Format = {
  name: "tsv",
  label: "TSV",
  matches(head) {
    const text = textOf(head);
    if (text === null) return false;
    const line = headerLine(text);
    const tabs = line.split("\t").length;
    if (tabs > 1) return tabs > line.split(",").length && tabs > line.split(";").length;
    return /\.(tsv|tab)$/i.test(head.filename) && !/[,;|]/.test(line);
  },
  fault,
  load: loadCsv,
};

/** Any other text: its delimiter is found by reading it. */
export const csv: Format = {
  name: "csv",
  label: "CSV",
  matches: (head) => textOf(head) !== null,
  fault,
  load: loadCsv,
};
