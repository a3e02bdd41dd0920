import { expect, test } from "vitest";
import { byteText } from "./byte-text.ts";
import type { TableWish } from "./find-table.ts";
import { readBeginning } from "./read-beginning.ts";
import { repairWarnings } from "./repairs.ts";
import { textNames } from "./text-names.ts";

function read(content: string, wish: TableWish = {}) {
  const { shape, rows, repairs, lines } = readBeginning(
    { head: byteText(content), whole: true },
    wish,
    1_000,
  );
  const { names, header } = textNames(shape);
  return { shape, rows, repairs, lines, names, header, warnings: repairWarnings(repairs, shape.width) };
}

const SALES = ["id,name,price", "1,Ann,2.50", "2,Bo,3.75", "3,Cy,4.00", "4,Di,5.25"];
const ROWS = [
  ["1", "Ann", "2.50"],
  ["2", "Bo", "3.75"],
  ["3", "Cy", "4.00"],
  ["4", "Di", "5.25"],
];
const lines = (...parts: string[]) => `${parts.join("\n")}\n`;

test.each([[","], [";"], ["\t"], ["|"], ["::"], ["||"], ["~"], ["^"], ["\u0001"], ["§"], [" "]])(
  "rows parted by %j",
  (delimiter) => {
    const found = read(lines(...SALES).replaceAll(",", delimiter));
    expect(found.names).toEqual(["id", "name", "price"]);
    expect(found.rows).toEqual(ROWS);
    expect(found.warnings).toEqual([]);
  },
);

test.each([[","], [";"], ["\t"], ["|"]])("two columns of single letters parted by %j", (delimiter) => {
  const found = read(lines("a,b", "q,x", "r,y", "s,z").replaceAll(",", delimiter));
  expect(found.names).toEqual(["a", "b"]);
  expect(found.rows).toEqual([
    ["q", "x"],
    ["r", "y"],
    ["s", "z"],
  ]);
});

test("a tab parts fields before a comma that stands inside a value", () => {
  expect(read("a\tb\n1,5\tx\n").names).toEqual(["a", "b"]);
});

test.each([["\n"], ["\r\n"], ["\r"]])("lines ended by %j, and by all of them mixed", (end) => {
  expect(read(SALES.join(end)).rows).toEqual(ROWS);
  const mixed = SALES.map((line, index) => line + ["\n", "\r\n", "\r", end, "\r\r\n"][index]).join("");
  expect(read(mixed).rows).toEqual(ROWS);
});

test("columns set by eye with several spaces", () => {
  const found = read("name    size   day\nAnn       1.5   Mon\nBo       22.5   Tue\nCyrus     3.5   Wed\n");
  expect(found.names).toEqual(["name", "size", "day"]);
  expect(found.rows).toEqual([
    ["Ann", "1.5", "Mon"],
    ["Bo", "22.5", "Tue"],
    ["Cyrus", "3.5", "Wed"],
  ]);
});

test.each([
  ["doubled quotes", 'a,b\n"x ""y"", z",1\nw,2\nv,3\n', 'x "y", z'],
  ["backslashes", 'a,b\n"x \\"y\\", z",1\nw,2\nv,3\n', 'x "y", z'],
  ["apostrophes", "a,b\n'x \"y\", z',1\n'w, u',2\n'v',3\n", 'x "y", z'],
  ["a line break inside", 'a,b\n"x\ny",1\nw,2\nv,3\n', "x\ny"],
])("quoted texts: %s", (_, content, first) => {
  expect(read(content).rows[0]).toEqual([first, "1"]);
});

test("a header of words over words is not taken for data, nor a single column for several", () => {
  expect(read("f\nyes\nno\nyes\n")).toMatchObject({ names: ["f"], rows: [["yes"], ["no"], ["yes"]] });
  expect(read("day\n2024-01-02\n2024-01-03\n").rows).toEqual([["2024-01-02"], ["2024-01-03"]]);
  expect(read("full name\nAnn Lee\nBo Ray\nCy Tan\n").names).toEqual(["full name"]);
});

test("a file whose first line is data has no header", () => {
  const found = read("1,a@example.com,2024-01-02\n2,b@example.com,2024-01-03\n3,c@example.com,2024-01-04\n");
  expect(found.header).toBeNull();
  expect(found.names).toEqual(["column_1", "column_2", "column_3"]);
  expect(found.rows).toHaveLength(3);
});

test("years over numbers are names", () => {
  expect(read("country,2020,2021,2022\nA,1.5,2,3\nB,4,5,6.5\n").names).toEqual([
    "country",
    "2020",
    "2021",
    "2022",
  ]);
});

test("names over merged cells are joined with those below", () => {
  const found = read("day,TRAVEL,,total\n,air,rail,\n2024-01-02,10,20,30\n2024-01-03,1,2,3\n");
  expect(found.header).toEqual(["day", "TRAVEL air", "TRAVEL rail", "total"]);
  expect(found.rows).toHaveLength(2);
});

test("the header's own cells are told as they are, whatever the columns are called", () => {
  expect(read('"a\nb",x,x\n1,2,3\n4,5,6\n')).toMatchObject({
    names: ["a b", "x", "x_2"],
    header: ["a\nb", "x", "x"],
  });
  // Fewer names than values, as R writes row names or a delimiter at each line's end.
  expect(read("a,b\n1,2,3\n4,5,6\n7,8,9\n")).toMatchObject({
    names: ["a", "b", "column_3"],
    header: ["a", "b"],
  });
});

test("lines above the table, comments between and notes below are left out and counted", () => {
  const found = read(
    lines(
      "Sales of 2024",
      "",
      SALES[0]!,
      SALES[1]!,
      "# checked",
      SALES[2]!,
      SALES[3]!,
      SALES[4]!,
      "",
      "Source: books",
    ),
  );
  expect(found.rows).toEqual(ROWS);
  expect(found.shape).toMatchObject({ skipped_rows: 2, header_rows: 1 });
  expect(found.warnings).toEqual([
    "A blank line (line 9) was left out.",
    "A comment (line 5) was left out.",
    'Line 10 is a note, not a row: "Source: books".',
  ]);
});

test("a commented header is the header", () => {
  expect(read("# made by x\n# energy,n\n0.0,1.0\n0.1,2.0\n").names).toEqual(["# energy", "n"]);
});

test("the same table again goes on; another one is left out and told", () => {
  const again = read(lines("First,,", ...SALES, ",,", "Second,,", ...SALES));
  expect(again.rows).toEqual([...ROWS, ...ROWS]);
  expect(again.repairs.repeated_header).toMatchObject({ count: 1, line: 9 });
  const other = read(lines(...SALES, "", "city,people", "Rome,3", "Oslo,1"));
  expect(other.rows).toEqual(ROWS);
  expect(other.repairs.other_tables).toEqual([{ line: 7, names: "city, people" }]);
});

const LONG = [
  "id,day,name,price",
  ...Array.from(
    { length: 20 },
    (_, index) => `${index},2024-01-0${1 + (index % 9)},"N${index}",$${index}.50`,
  ),
];
function withLine(line: string): string {
  return lines(...LONG, line);
}

test.each([
  ["an empty field too many", "7,,2024-01-05,Zoe,$1.50", ["7", "2024-01-05", "Zoe", "$1.50"]],
  [
    "a delimiter inside an unquoted text",
    "7,2024-01-05,Zoe, the first,$1.50",
    ["7", "2024-01-05", "Zoe, the first", "$1.50"],
  ],
  ["a missing delimiter", "7,2024-01-05Zoe,$1.50", ["7", null, "2024-01-05Zoe", "$1.50"]],
  ["another delimiter", "7;2024-01-05;Zoe;$1.50", ["7", "2024-01-05", "Zoe", "$1.50"]],
  ["a quote too many", '7,2024-01-05,"Zoe,$1.50', ["7", "2024-01-05", '"Zoe', "$1.50"]],
  [
    "quotes inside quotes",
    '7,2024-01-05,"Zoe "the" first",$1.50',
    ["7", "2024-01-05", 'Zoe "the" first', "$1.50"],
  ],
  ["blanks around quotes", '7,2024-01-05, "Zoe, A." ,$1.50', ["7", "2024-01-05", "Zoe, A.", "$1.50"]],
  ["too few values", "7,2024-01-05", ["7", "2024-01-05", null, null]],
])("a row with %s is mended, and the rest stays", (_, line, cells) => {
  const found = read(withLine(line));
  expect(found.rows).toHaveLength(21);
  expect(found.rows.at(-1)).toEqual(cells);
  expect(found.warnings).toHaveLength(1);
  expect(found.warnings[0]).toContain("Line 22 ");
});

test("a quote that is never closed costs one row its place, not the file its rest", () => {
  const broken = read(lines(...LONG.slice(0, 5), '7,2024-01-05,Zoe,"', ...LONG.slice(5)));
  expect(broken.rows).toHaveLength(21);
  expect(broken.lines.lineOf(6)).toBe(7);
});

test("a row with values that have no place is a reject", () => {
  const found = read(lines("a,b", ...Array.from({ length: 9 }, (_, index) => `${index},1`), "1,2,3,4"));
  expect(found.rows).toHaveLength(9);
  expect(found.repairs.rejects).toMatchObject([{ line: 11, text: "1,2,3,4" }]);
  expect(found.warnings).toEqual(["1 row could not be read and is listed as a reject."]);
});

test("what a person says wins", () => {
  const text = lines("note,x", ...SALES);
  expect(read(text, { skipped_rows: 1, header_rows: 0 }).rows[0]).toEqual(["id", "name", "price"]);
  expect(read(text, { skipped_rows: 1, header_rows: 2 }).names).toEqual(["id 1", "name Ann", "price 2.50"]);
  expect(read(lines(...SALES), { delimiter: ";" }).names).toEqual(["id,name,price"]);
  expect(read("a,b\n'x,y',1\n", { quote: "'" }).rows).toEqual([["x,y", "1"]]);
});
