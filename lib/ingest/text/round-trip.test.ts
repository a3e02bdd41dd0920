import fc from "fast-check";
import { expect, test } from "vitest";
import { byteText } from "./byte-text.ts";
import { readBeginning } from "./read-beginning.ts";

interface Dialect {
  delimiter: string;
  quote: string;
  escape: string;
  line_end: string;
  quote_all: boolean;
  last_end: boolean;
}

const dialects: fc.Arbitrary<Dialect> = fc
  .record({
    delimiter: fc.constantFrom(",", ";", "\t", "|", "::", "||", "§"),
    quote: fc.constantFrom('"', "'"),
    backslash: fc.boolean(),
    line_end: fc.constantFrom("\n", "\r\n", "\r"),
    quote_all: fc.boolean(),
    last_end: fc.boolean(),
  })
  .map(({ backslash, ...dialect }) => ({ ...dialect, escape: backslash ? "\\" : dialect.quote }));

function written(rows: string[][], dialect: Dialect): string {
  const { delimiter, quote, escape: sign, line_end, quote_all, last_end } = dialect;
  const cell = (text: string) => {
    const special =
      [...delimiter, quote, "\n", "\r", "\\"].some((sign) => text.includes(sign)) || text !== text.trim();
    if (!special && !quote_all) return text;
    const escaped = sign === quote ? text : text.replaceAll("\\", "\\\\");
    return quote + escaped.replaceAll(quote, sign + quote) + quote;
  };
  return rows.map((row) => row.map(cell).join(delimiter)).join(line_end) + (last_end ? line_end : "");
}

const words = fc.stringMatching(/^[A-Za-z]{2,9}(?: [a-zé]{1,8}){0,3}$/);
/** Any text at all, but for characters that no text file can hold or that a reader takes off. */
const anyText = fc
  .string({ unit: fc.constantFrom(..."abc,;|:'\"\\\n\t é€#-_ 1"), minLength: 1, maxLength: 12 })
  .filter((text) => text.trim() === text);

function tables(text: fc.Arbitrary<string>) {
  const row = fc.tuple(
    fc.integer({ min: 0, max: 9_999 }).map(String),
    text,
    fc.option(text, { nil: "" }),
    fc
      .date({ min: new Date("1990-01-01"), max: new Date("2030-01-01"), noInvalidDate: true })
      .map((day) => day.toISOString().slice(0, 10)),
    fc.double({ min: 0, max: 1e6, noNaN: true }).map((value) => value.toFixed(2)),
  );
  return fc.array(row, { minLength: 4, maxLength: 30 });
}

const HEADER = ["id", "name", "note", "day", "amount"];

function read(rows: string[][], dialect: Dialect, wish = {}) {
  const {
    rows: found,
    shape,
    repairs,
  } = readBeginning({ head: byteText(written(rows, dialect)), whole: true }, wish, 1_000);
  return { rows: found.map((row) => row.map((cell) => cell ?? "")), names: shape.names, repairs };
}

test("a table of ordinary words comes back whatever the dialect, which is found", () => {
  fc.assert(
    fc.property(tables(words), dialects, (rows, dialect) => {
      const found = read([HEADER, ...rows], dialect);
      expect(found.names).toEqual(HEADER);
      expect(found.rows).toEqual(rows);
    }),
    { numRuns: 150 },
  );
});

test("a table of any text comes back when the dialect is told", () => {
  fc.assert(
    fc.property(tables(anyText), dialects, (rows, dialect) => {
      const told = { delimiter: dialect.delimiter, quote: dialect.quote, escape: dialect.escape };
      const found = read([HEADER, ...rows], dialect, { ...told, header_rows: 1 });
      expect(found.rows).toEqual(rows);
    }),
    { numRuns: 150 },
  );
});

test("no row is lost without a word: kept, rejected or told", () => {
  const noise = fc.constantFrom("", "note", ",,,,", "# remark", "1,2", "1,a,b,2024-01-01,2.5,7,8", 'x"y,"z');
  fc.assert(
    fc.property(tables(words), fc.array(fc.tuple(fc.nat(40), noise), { maxLength: 4 }), (rows, dirt) => {
      const lines = [HEADER, ...rows].map((row) => row.join(","));
      for (const [at, line] of dirt) lines.splice(Math.min(at + 1, lines.length), 0, line);
      const { rows: found, repairs } = readBeginning(
        { head: `${lines.join("\n").replaceAll("é", "e")}\n`, whole: true },
        {},
        1_000,
      );
      const told = [
        repairs.blank,
        repairs.comment,
        repairs.repeated_header,
        repairs.title,
        repairs.footer,
        repairs.other_table,
      ];
      const outside = told.reduce((sum, note) => sum + note.count, 0);
      expect(found.length + repairs.rejected + outside).toBe(lines.length - 1);
    }),
    { numRuns: 200 },
  );
});
