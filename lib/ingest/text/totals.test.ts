import { describe, expect, test } from "vitest";
import { byteText } from "./byte-text.ts";
import { orderlyTotals } from "./closing-totals.ts";
import { findTable, type TableWish } from "./find-table.ts";
import type { OpenText } from "./open-text.ts";
import { isOrderly } from "./orderly.ts";
import { readBeginning } from "./read-beginning.ts";
import { repairWarnings } from "./repairs.ts";

function read(content: string, wish: TableWish = {}) {
  const text = { head: byteText(content), whole: true };
  const { shape, rows, repairs } = readBeginning(text, wish, 100_000);
  return { rows, rejects: repairs.rejects, warnings: repairWarnings(repairs, shape.width) };
}

function open(content: string): OpenText {
  const head = byteText(content);
  const file = { path: "", offset: 0, byte_size: head.length, encoding: "utf-8", warnings: [] };
  return { ...file, head, whole: true, pieces: [] };
}

const BODY = "day,name,amount\n2024-01-02,Ann,1\n2024-01-03,Bo,2\n2024-01-04,Cy,3\n";
const NAMED = "name,day,amount\nAnn,2024-01-02,1\nBo,2024-01-03,2\nCy,2024-01-04,3\n";

describe("a total whose word stands among values is no row, and told", () => {
  test.each([
    ["in the column of dates", "Total,,6"],
    ["in capitals, with a colon and a currency", "TOTAL:,,6.00 €"],
    ["with more words", "Total for January,,6"],
    ["in German", "Summe,,6"],
    ["in French", "Sous-total,,6"],
    ["in Greek letters", "Σύνολο,,6"],
    ["in Chinese", "合计,,6"],
    ["shorter than the rows", "Total,6"],
    ["longer than the rows", "Total,,6,,"],
    ["without a line end behind it", "Total,,6", ""],
  ])("%s", (_, total, end = "\n") => {
    const { rows, rejects, warnings } = read(`${BODY}${total}${end}`);
    expect(rows).toHaveLength(3);
    expect(rejects).toEqual([
      { line: 5, column: null, reason: "A total of the rows above it, not a row.", text: total },
    ]);
    expect(warnings).toEqual([`Line 5 is a total, not a row, and is listed as a reject: "${total}".`]);
  });

  test("over one row only, and above a note", () => {
    const found = read("id;amount;note\n1;5;x\nSumme;5;\n\nStand: heute;;\n");
    expect(found.rows).toEqual([["1", "5", "x"]]);
    expect(found.warnings).toEqual([
      "A blank line (line 4) was left out.",
      'Line 5 is a note, not a row: "Stand: heute;;".',
      'Line 3 is a total, not a row, and is listed as a reject: "Summe;5;".',
    ]);
  });

  test("several, and what stands between them", () => {
    const { rows, rejects, warnings } = read(`${BODY}Subtotal,,5\nVAT,,1\nTotal,,6\n`);
    expect(rows).toHaveLength(3);
    expect(rejects.map(({ line }) => line)).toEqual([5, 6, 7]);
    expect(warnings).toEqual([
      '3 lines are totals, not rows, and are listed as rejects. The first is line 5: "Subtotal,,5".',
    ]);
  });

  test("behind a gap, wherever its word stands", () => {
    const { rows, warnings } = read(`${NAMED}\nTotal,,6\n`);
    expect(rows).toHaveLength(3);
    expect(warnings[1]).toBe('Line 6 is a total, not a row, and is listed as a reject: "Total,,6".');
  });
});

describe("what may be a row stays one", () => {
  test("a total whose word stands among words is told of", () => {
    const { rows, rejects, warnings } = read(`${NAMED}Total,,6\n`);
    expect(rows).toHaveLength(4);
    expect(rejects).toEqual([]);
    expect(warnings).toEqual([
      'Line 5 looks like a total ("Total,,6"). It is kept as a row, so sums count it too.',
    ]);
  });

  test("so is one in a column that a person says is text", () => {
    const { rows, warnings } = read(`${BODY}Total,,6\n`, { types: { day: "text" } });
    expect(rows).toHaveLength(4);
    expect(warnings[0]).toMatch(/^Line 5 looks like a total/);
  });

  test.each([
    ["a total with rows behind it", "Total,,6\n2024-01-05,Di,4\n"],
    ["a title that begins with the word", "2024-01-05,Total Recall,4\n"],
    ["a total of words", "2024-01-05,Total,4\n"],
    ["another word", "2024-01-05,Totally,4\n"],
  ])("%s", (_, more) => {
    const { rejects, warnings, rows } = read(`${BODY}${more}`);
    expect(rows).toHaveLength(3 + more.split("\n").length - 1);
    expect([...rejects, ...warnings]).toEqual([]);
  });

  test("a name that only begins with the word", () => {
    expect(read(`${NAMED}Total Recall,,6\n`).warnings).toEqual([]);
  });
});

test("a file that is in order but for its total is not read as it stands", () => {
  const text = open(`${BODY}Total,,6\n`);
  expect(isOrderly(text, findTable(text, {}))).toBe(false);
});

test("a file in order is, and a total among its rows told of", () => {
  const text = open(`${NAMED}"Total",,6\n`);
  const shape = findTable(text, {});
  expect(isOrderly(text, shape)).toBe(true);
  expect(orderlyTotals(text, shape).repairs.total_row).toEqual({ count: 1, line: 5, text: '"Total",,6' });
});

test("of a long file only the end is looked at: there a total has no line", () => {
  const whole = open(`${NAMED}Total,,6\n`);
  const shape = findTable(whole, {});
  const text = { ...whole, whole: false, pieces: ["n,2024-01-01,3\n", "n,2024-01-04,3\nTotal,,6\n"] };
  const { repairs } = orderlyTotals(text, shape);
  expect(repairWarnings(repairs, 3)).toEqual([
    'The last row looks like a total ("Total,,6"). It is kept as a row, so sums count it too.',
  ]);
});
