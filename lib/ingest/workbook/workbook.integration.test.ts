import { expect, test } from "vitest";
import writeXlsx from "write-excel-file/node";
import { loadParts } from "#e2e/support/load-parts.ts";
import { makeWorkbook, rowsXml } from "#e2e/support/make-workbook.ts";
import { makeZip } from "#e2e/support/make-zip.ts";

const files = loadParts();

const typed = (columns: { name: string; type: string }[]) =>
  columns.map(({ name, type }) => `${name} ${type}`);
const styled = (style: number, value: number) => ({ xml: `<v>${value}</v>`, attributes: `s="${style}"` });

test("each sheet that a spreadsheet program wrote is a table, hidden ones too, empty ones not", async () => {
  const book = await makeWorkbook([
    {
      name: "Sales",
      rows: rowsXml([
        ["id", "name"],
        [1, "ann"],
      ]),
    },
    { name: "Empty", rows: "<row r='1'><c r='A1' s='1'/></row>" },
    { name: "Secret &amp; old", rows: rowsXml([["k"], [7]]), state: "hidden" },
  ]);
  const parts = await files.load("book.xlsx", book);
  expect(parts.map(({ part, rows }) => [part.source_part, part.format, rows])).toEqual([
    ["Sales", "xlsx", [[1, "ann"]]],
    ["Secret & old", "xlsx", [[7]]],
  ]);
  expect(parts[1]?.loaded?.warnings).toContain("This sheet is hidden in the workbook.");
});

test("a file of a real writer: title rows, an empty column, dates, percentages, booleans, notes below", async () => {
  const day = (date: number) => ({
    value: new Date(Date.UTC(2024, 0, date)),
    type: Date,
    format: "dd/mm/yyyy",
  });
  const share = (value: number) => ({ value, type: Number, format: "0.0%" });
  const written = writeXlsx(
    [
      [],
      [null, { value: "Quarterly report", columnSpan: 4 }],
      [null, "made by hand"],
      [],
      [null, "Region", "Day", "Share", "Open"].map((value) => (value === null ? null : { value })),
      [null, { value: "North" }, day(2), share(0.125), { value: true, type: Boolean }],
      [null, { value: "South" }, day(3), share(0.5), { value: false, type: Boolean }],
      [],
      [null, { value: "Source: the ministry" }],
    ],
    { sheet: "Report" },
  );
  const { columns, rows, loaded } = await files.one("report.xlsx", await written.toBuffer());
  expect(typed(columns)).toEqual(["Region VARCHAR", "Day DATE", "Share DOUBLE", "Open BOOLEAN"]);
  expect(rows).toEqual([
    ["North", "2024-01-02", 0.125, true],
    ["South", "2024-01-03", 0.5, false],
  ]);
  expect(loaded).toMatchObject({
    rows_read: 2,
    rows_rejected: 0,
    header: ["Region", "Day", "Share", "Open"],
  });
  expect(loaded?.coerced).toContainEqual(
    expect.objectContaining({ column: "Share", from: "percentage", count: 2 }),
  );
  expect(loaded?.warnings).toEqual([
    '2 rows above the table left out: "Quarterly report", "made by hand".',
    '1 row of notes below the table left out: "Source: the ministry".',
  ]);
});

test("a header of several rows with merged cells names each column by all of them", async () => {
  const rows = rowsXml([
    ["Country", "2023", null, "2024", null],
    [null, "Q1", "Q2", "Q1", "Q2"],
    ["A", 1, 2, 3, 4],
    ["B", 5, 6, 7, 8],
  ]);
  const after =
    '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/><mergeCell ref="D1:E1"/></mergeCells>';
  const {
    columns,
    rows: read,
    loaded,
  } = await files.one("m.xlsx", await makeWorkbook([{ name: "S", rows, after }]));
  expect(columns.map(({ name }) => name)).toEqual(["Country", "2023 Q1", "2023 Q2", "2024 Q1", "2024 Q2"]);
  expect(read).toEqual([
    ["A", 1, 2, 3, 4],
    ["B", 5, 6, 7, 8],
  ]);
  expect(loaded?.warnings).toEqual(["The header is 2 rows; their texts are joined."]);
});

test("cells merged over rows of data hold their value in each, and that is said", async () => {
  const rows = rowsXml([
    ["group", "n"],
    ["a", 1],
    [null, 2],
    ["b", 3],
  ]);
  const after = '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>';
  const { rows: read, loaded } = await files.one("m.xlsx", await makeWorkbook([{ name: "S", rows, after }]));
  expect(read).toEqual([
    ["a", 1],
    ["a", 2],
    ["b", 3],
  ]);
  expect(loaded?.warnings[0]).toMatch(/merged over several rows .* \(1 filled\)/);
});

test("a formula gives its value, an error nothing, shared and rich texts their letters", async () => {
  const rows = rowsXml([
    ["name", "sum", "when", "long"],
    [
      { xml: "<v>0</v>", attributes: 't="s"' },
      { xml: "<f>1+1</f><v>2</v>" },
      styled(2, 45293.25),
      styled(4, 1.5),
    ],
    [
      { xml: "<f>A1</f><v>by formula</v>", attributes: 't="str"' },
      { xml: "<f>1/0</f><v>#DIV/0!</v>", attributes: 't="e"' },
      styled(1, 45293),
      styled(5, 7),
    ],
  ]);
  const shared = "<si><r><t>ri</t></r><r><t>ch &lt;b&gt;</t></r><rPh><t>aid</t></rPh></si>";
  const { rows: read, loaded } = await files.one(
    "f.xlsx",
    await makeWorkbook([{ name: "S", rows }], { shared }),
  );
  expect(read.map((row) => row.slice(0, 3))).toEqual([
    ["rich <b>", 2, "2024-01-02T06:00:00"],
    ["by formula", null, "2024-01-02T00:00:00"],
  ]);
  expect(read.map((row) => row[3])).toEqual(["36:00:00", "7"]);
  expect(loaded?.coerced).toContainEqual(
    expect.objectContaining({ column: "sum", from: "error", to: "null", count: 1 }),
  );
});

test("days counted from 1904 are the same days", async () => {
  const rows = rowsXml([["d"], [styled(1, 0)], [styled(1, 43831)]]);
  const book = await makeWorkbook([{ name: "S", rows }], { workbook: '<workbookPr date1904="1"/>' });
  expect((await files.one("mac.xlsx", book)).rows).toEqual([["1904-01-01"], ["2024-01-02"]]);
});

test("cells without addresses or out of their order stand where they belong", async () => {
  const rows =
    '<row><c t="str"><v>a</v></c><c t="str"><v>b</v></c></row><row r="5"><c r="B5"><v>2</v></c><c r="A5"><v>1</v></c></row>';
  expect((await files.one("o.xlsx", await makeWorkbook([{ name: "S", rows }]))).rows).toEqual([[1, 2]]);
});

test("a sheet without names has numbered columns", async () => {
  const { columns, rows } = await files.one(
    "n.xlsx",
    await makeWorkbook([
      {
        name: "S",
        rows: rowsXml([
          [1, 2.5],
          [3, 4.5],
        ]),
      },
    ]),
  );
  expect(typed(columns)).toEqual(["column_1 BIGINT", "column_2 DOUBLE"]);
  expect(rows).toHaveLength(2);
});

test("a workbook in an archive gives a part for each of its sheets", async () => {
  const book = await makeWorkbook([
    { name: "One", rows: rowsXml([["a"], [1]]) },
    { name: "Two", rows: rowsXml([["b"], [2]]) },
  ]);
  const parts = await files.load("all.zip", await makeZip({ "in/book.xlsx": book, "plain.csv": "c\n3\n" }));
  expect(parts.map(({ part, rows }) => [part.source_part, rows])).toEqual([
    ["in/book.xlsx › One", [[1]]],
    ["in/book.xlsx › Two", [[2]]],
    ["plain.csv", [[3]]],
  ]);
});

test("a preview shows a sheet's first rows as a person's wish has them", async () => {
  const book = await makeWorkbook([{ name: "S", rows: rowsXml([["t"], ["a", "b"], [1, 2]]) }]);
  const preview = await files.preview("p.xlsx", book, { wish: { skipped_rows: 1, header_rows: 1 } });
  expect(preview).toMatchObject({ columns: [{ name: "a" }, { name: "b" }], rows: [["1", "2"]] });
});

test.each([
  [{ "[Content_Types].xml": "<a/>", "xl/workbook.bin": "x" }, /binary Excel workbook/],
  [
    { "[Content_Types].xml": "<a/>", "xl/workbook.xml": "<workbook><sheets/></workbook>" },
    /sheets are all empty/,
  ],
])("what is no workbook with cells is refused as what it is", async (members, words) => {
  const [part] = await files.load("x.xlsx", await makeZip(members));
  expect(part?.fault).toMatch(words);
});
