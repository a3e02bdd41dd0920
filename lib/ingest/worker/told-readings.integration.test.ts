import { describe, expect, test } from "vitest";
import { loadParts } from "#e2e/support/load-parts.ts";

const files = loadParts();

const load = (text: string) => files.one("t.csv", text);
const typesOf = (columns: { name: string; type: string }[]) => columns.map(({ type }) => type);
const many = (count: number, row: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => `${row(at)}\n`).join("");
const day = (at: number) => new Date(Date.UTC(2024, 0, 1 + (at % 300))).toISOString().slice(0, 10);

describe("a total below the table", () => {
  test("costs no column its type: it is a reject with its line and text, and told", async () => {
    const { columns, rows, loaded } = await load(
      "Datum;Betrag;Notiz\n01.01.2024;1.000,50 €;a\n02.01.2024;253,25 €;b\nSumme;1.253,75 €;\n",
    );
    expect(typesOf(columns)).toEqual(["DATE", "DOUBLE", "VARCHAR"]);
    expect(rows).toEqual([
      ["2024-01-01", 1000.5, "a"],
      ["2024-01-02", 253.25, "b"],
    ]);
    const rejects = [
      {
        line: 4,
        column: null,
        reason: "A total of the rows above it, not a row.",
        text: "Summe;1.253,75 €;",
      },
    ];
    expect(loaded).toMatchObject({ rows_read: 3, rows_rejected: 1, rejects });
    expect(loaded?.warnings[0]).toBe(
      'Line 4 is a total, not a row, and is listed as a reject: "Summe;1.253,75 €;".',
    );
  });

  test("of a file longer than any sample too", async () => {
    const text = `day,name,amount\n${many(400_000, (at) => `${day(at)},name number ${at},${at}`)}Total,,79999800000\n`;
    const { columns, loaded } = await load(text);
    expect(typesOf(columns)).toEqual(["DATE", "VARCHAR", "BIGINT"]);
    expect(loaded).toMatchObject({ rows_read: 400_001, rows_rejected: 1 });
    expect(loaded?.warnings).toEqual([
      'Line 400002 is a total, not a row, and is listed as a reject: "Total,,79999800000".',
    ]);
  });

  test("stays a row where it fits the columns, and is told", async () => {
    const small = await load("name,amount\nAnn,1\nBo,2\nTotal,3\n");
    expect(small.rows).toHaveLength(3);
    expect(small.loaded?.warnings).toEqual([
      'Line 4 looks like a total ("Total,3"). It is kept as a row, so sums count it too.',
    ]);
    const large = await load(`name,amount\n${many(500_000, (at) => `name number ${at},${at}`)}Total,1\n`);
    expect(large.loaded?.rows_read).toBe(500_001);
    expect(large.loaded?.warnings).toEqual([
      'The last row looks like a total ("Total,1"). It is kept as a row, so sums count it too.',
    ]);
  });

  test("is shown by a preview as a load reads it", async () => {
    const preview = await files.preview("t.csv", "day,amount\n2024-01-01,1\n2024-01-02,2\nTotal,3\n");
    expect(preview).toMatchObject({
      columns: [
        { name: "day", type: "DATE" },
        { name: "amount", type: "BIGINT" },
      ],
      rejects: [{ line: 4, text: "Total,3" }],
      warnings: ['Line 4 is a total, not a row, and is listed as a reject: "Total,3".'],
    });
  });
});

describe("a column that few values make text is told of, with the value and its line", () => {
  test.each([
    [
      "one of three dates",
      "d,x\n2024-01-01,a\nsoon,b\n2024-01-02,c\n",
      '"d" stays text: "soon" on line 3 is no date.',
    ],
    [
      "two of six numbers",
      "n,x\n1,a\n2,b\nx,c\n4,d\n5,e\ny,f\n",
      '"n" stays text: "x" on line 4 is no whole number, and 1 more like it.',
    ],
    [
      "one identifier among numbers",
      `id,x\n${many(300, (at) => `${at + 1},a`)}007,b\n`,
      '"id" stays text: "007" on line 302 is no whole number.',
    ],
    [
      "one number that is too long",
      `id,x\n${many(300, (at) => `${at + 1},a`)}1234567890123456789012345678901234567890,b\n`,
      '"id" stays text: "1234567890123456789012345678901234567890" on line 302 is a number that only text keeps whole.',
    ],
    [
      "one behind all that was sampled",
      `id,x\n${many(40_000, (at) => `${at + 1},a`)}007,b\n`,
      '"id" stays text: "007" on line 40002 is no whole number.',
    ],
  ])("%s", async (_, text, warning) => {
    const { columns, loaded } = await load(text);
    expect(columns[0]?.type).toBe("VARCHAR");
    expect(loaded?.warnings).toEqual([warning]);
  });

  test.each([
    ["half numbers, half words", "s,x\n42,a\nXL,b\n44,c\nM,d\n"],
    ["postal codes, one of which begins with a zero", "zip,x\n01234,a\n80331,b\n10115,c\n"],
    ["long digits throughout", `id,x\n${many(9, (at) => `123456789012345678901234567890123456789${at},a`)}`],
    ["words with one yes", "s,x\nyes,a\nno,b\nperhaps,c\n"],
  ])("%s are text without a word", async (_, text) => {
    const { columns, loaded } = await load(text);
    expect(columns[0]?.type).toBe("VARCHAR");
    expect(loaded?.warnings).toEqual([]);
  });
});

test("days of one month, with dots or with decimal commas, are not read as months", async () => {
  const days = many(9, (at) => `0${at + 1}.01.2024,${at}`);
  const dotted = await load(`d,x\n${days}`);
  expect(dotted.rows[8]?.[0]).toBe("2024-01-09");
  const slashed = await load(`d;x\n${many(9, (at) => `0${at + 1}/01/2024;${at},5`)}`);
  expect(slashed.rows[8]?.[0]).toBe("2024-01-09");
  expect(slashed.loaded?.warnings).toEqual([
    '"d": dates like 01/01/2024 are read with the day before the month; the values alone leave it open.',
  ]);
});

test("times of other zones are given in UTC, and that is told of each", async () => {
  const offset = (at: number) => ["Z", "+00:00", "+02:00", "-0930", "-00:30"][at % 5];
  const rows = many(500, (at) => `${at},2024-01-05T10:00:00${offset(at)}`);
  const { columns, rows: read, loaded } = await load(`id,at\n${rows}500, 2024-01-05 10:00:00 +02\n`);
  expect(typesOf(columns)).toEqual(["BIGINT", "TIMESTAMP WITH TIME ZONE"]);
  expect(read.slice(0, 5).map(([, at]) => at)).toEqual([
    "2024-01-05T10:00:00Z",
    "2024-01-05T10:00:00Z",
    "2024-01-05T08:00:00Z",
    "2024-01-05T19:30:00Z",
    "2024-01-05T10:30:00Z",
  ]);
  expect(loaded?.coerced).toMatchObject([
    { column: "at", from: "spaces", count: 1 },
    { column: "at", from: "time zone offset", to: "TIMESTAMP WITH TIME ZONE", count: 301 },
  ]);
});
