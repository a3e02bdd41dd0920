import { expect, test } from "vitest";
import { columnOf, numberCell } from "./cell.ts";
import { builtInMeaning, meaningOf } from "./styles.ts";

test.each([
  ["General", "plain"],
  ["#,##0.00", "plain"],
  ['0.00" days"', "plain"],
  ["[Red]-0.0", "plain"],
  ["0.0%", "percent"],
  ["dd/mm/yyyy", "date"],
  ["yyyy-mm-dd hh:mm", "date"],
  ["mmm", "date"],
  ["[$-409]d\\-mmm;@", "date"],
  ["hh:mm:ss", "time"],
  ["h:mm AM/PM", "time"],
  ["[h]:mm", "duration"],
])("the format %j means %s", (code, meaning) => {
  expect(meaningOf(code)).toBe(meaning);
});

test("Excel's own formats are known by their number", () => {
  expect([0, 2, 9, 14, 18, 22, 46].map(builtInMeaning)).toEqual([
    "plain",
    "plain",
    "percent",
    "date",
    "time",
    "date",
    "duration",
  ]);
});

test.each([
  ["45293", "date", false, "2024-01-02"],
  ["59", "date", false, "1900-02-28"],
  ["61", "date", false, "1900-03-01"],
  ["0", "date", true, "1904-01-01"],
  ["45293.75", "date", false, "2024-01-02 18:00:00"],
  ["45293.000011574", "date", false, "2024-01-02 00:00:01"],
  ["0.5", "time", false, "12:00:00"],
  ["1.25", "duration", false, "30:00:00"],
  ["1E-2", "plain", false, "0.01"],
  ["12345678901234567890", "plain", false, "12345678901234567890"],
  ["-1", "date", false, "-1"],
] as const)("%s as %s is written %s", (written, meaning, is1904, text) => {
  expect(numberCell(0, written, meaning, is1904)?.text).toBe(text);
});

test("columns are counted from their letters, and beyond the last there is none", () => {
  expect(["A1", "Z9", "AA10", "XFD1", "XFE1", "1"].map(columnOf)).toEqual([0, 25, 26, 16_383, null, null]);
});
