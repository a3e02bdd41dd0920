import { expect, test } from "vitest";
import type { Receipt } from "#lib/datasets/schema.ts";
import { readingFacts } from "./reading-facts.ts";

const receipt: Receipt = {
  fingerprint: "0".repeat(64),
  row_count: 3,
  warnings: [],
  rows_read: 4,
  rows_rejected: 1,
  rejects: [],
  dialect: {
    delimiter: "\t",
    quote: '"',
    escape: '"',
    header_rows: 1,
    skipped_rows: 2,
    decimal: ",",
    date_order: "dmy",
  },
  encoding: "windows-1252",
  header: null,
  coerced: [],
};

test("a file's dialect is told in words", () => {
  expect(readingFacts(receipt)).toEqual([
    ["Rows read", "4"],
    ["Rows rejected", "1"],
    ["Encoding", "windows-1252"],
    ["Separator", "tab"],
    ["Lines above the header", "2"],
    ["Decimal mark", "comma"],
    ["Order in dates", "day, month, year"],
  ]);
});

test("a receipt from before the dialect was kept has no facts about it", () => {
  const old = { ...receipt, rows_read: null, rows_rejected: 0, dialect: null, encoding: null };
  expect(readingFacts(old)).toEqual([]);
});

test("what is unusual is named: no header, no quotation mark, a separator of its own", () => {
  const dialect = {
    delimiter: "::",
    quote: "",
    escape: "\\",
    header_rows: 0,
    skipped_rows: 0,
    decimal: ".",
  } as const;
  const facts = readingFacts({
    ...receipt,
    rows_rejected: 0,
    encoding: null,
    dialect: { ...dialect, date_order: null },
  });
  expect(facts).toEqual([
    ["Rows read", "4"],
    ["Separator", "::"],
    ["Quotation mark", "none"],
    ["Escape", "\\"],
    ["Header lines", "none"],
  ]);
});
