import { describe, expect, test } from "vitest";
import { loadParts } from "#e2e/support/load-parts.ts";

const files = loadParts();

const load = (value: unknown) =>
  files.one("x.json", typeof value === "string" ? value : JSON.stringify(value));
const typed = (columns: { name: string; type: string }[]) =>
  columns.map(({ name, type }) => `${name} ${type}`);

describe("every form that a table has in JSON", () => {
  const rows = [
    [1, "x"],
    [2, "y"],
  ];
  test.each([
    ["a list of objects", '[{"a":1,"b":"x"},\n {"a":2,"b":"y"}]'],
    ["objects one a line", '{"a":1,"b":"x"}\n\n{"a":2,"b":"y"}\n'],
    ["objects one after the other, over several lines", '{\n "a": 1,\n "b": "x"\n}\n{\n "a": 2, "b": "y"}'],
    ["an object of lists", '{"a":[1,2],"b":["x","y"]}'],
    ["a list of lists under its header", '[["a","b"],[1,"x"],[2,"y"]]'],
    ["lists one a line", '["a","b"]\n[1,"x"]\n[2,"y"]\n'],
    ["an object around the list", '{"status":"ok","page":{"n":1},"data":[{"a":1,"b":"x"},{"a":2,"b":"y"}]}'],
    ["names and rows apart", '{"columns":["a","b"],"index":[0,1],"data":[[1,"x"],[2,"y"]]}'],
    ["columns by row number", '{"a":{"0":1,"1":2},"b":{"0":"x","1":"y"}}'],
  ])("%s", async (_, text) => {
    const { columns, rows: read, loaded } = await load(text);
    expect(typed(columns)).toEqual(["a BIGINT", "b VARCHAR"]);
    expect(read).toEqual(rows);
    expect(loaded).toMatchObject({ rows_read: 2, rows_rejected: 0, encoding: "utf-8" });
  });

  test("objects by name keep their names as a column", async () => {
    const { columns, rows: read } = await load({ ann: { age: 3, h: 1 }, bob: { age: 4, h: 2 } });
    expect(typed(columns)).toEqual(["key VARCHAR", "age BIGINT", "h BIGINT"]);
    expect(read).toEqual([
      ["ann", 3, 1],
      ["bob", 4, 2],
    ]);
  });

  test("one object is one row, what is nested in it columns, its lists lists", async () => {
    const {
      columns,
      rows: read,
      loaded,
    } = await load({ name: "A", at: { street: "s", zip: "01234" }, tags: ["q", "r"] });
    expect(typed(columns)).toEqual(["name VARCHAR", "at.street VARCHAR", "at.zip VARCHAR", "tags VARCHAR[]"]);
    expect(read).toEqual([["A", "s", "01234", ["q", "r"]]]);
    expect(loaded?.warnings).toEqual([
      'Values inside nested objects are columns of their own: "at.street", "at.zip".',
    ]);
  });

  test("of several lists in an object the longest is the table, and the others are named", async () => {
    const { rows: read, loaded } = await load({ nodes: [{ id: 1 }], links: [{ s: 1 }, { s: 2 }] });
    expect(read).toEqual([[1], [2]]);
    expect(loaded?.warnings[0]).toBe(
      'The rows are the list "links" of the file. Other lists in it are left out: "nodes".',
    );
  });
});

test("no digit is lost: long integers, long strings, integers among fractions", async () => {
  const { columns, rows, loaded } = await load(
    '[{"a":123456789012345678901234567890,"b":18446744073709551615,"c":9007199254740993,"d":0.5,"e":"007"},{"a":1,"b":2,"c":3,"d":12345678901234567891,"e":"12345678901234567890123"}]',
  );
  expect(typed(columns)).toEqual([
    "a DECIMAL(38,0)",
    "b DECIMAL(38,0)",
    "c BIGINT",
    "d DECIMAL(38,1)",
    "e VARCHAR",
  ]);
  expect(rows[0]).toEqual([
    "123456789012345678901234567890",
    "18446744073709551615",
    "9007199254740993",
    0.5,
    "007",
  ]);
  expect(rows[1]?.[3]).toBe("12345678901234567891.0");
  expect(loaded?.warnings).toContain(
    '"a" holds whole numbers too long for 64 bits; they are kept exactly, as DECIMAL(38,0).',
  );
});

test.each([
  ["2024-02-29", "DATE"],
  ["2023-02-29", "VARCHAR"],
  ["2024-1-2", "VARCHAR"],
  ["2024-01-02 23:59", "TIMESTAMP"],
  ["2024-01-02T24:00:00", "VARCHAR"],
  ["2024-01-02T03:04:05.123456", "TIMESTAMP"],
  ["2024-01-02T03:04:05.123456789", "VARCHAR"],
  ["2024-01-02T03:04+05:30", "VARCHAR"],
  ["2024-01-02T03:04:00+05:30", "TIMESTAMP WITH TIME ZONE"],
  ["2024-01-02T03:04:00+0530", "VARCHAR"],
  ["2024-01-02T03:04:05.5-14", "TIMESTAMP WITH TIME ZONE"],
  ["2024-01-02T03:04:05+15:00", "VARCHAR"],
  ["2024-01-02T03:04:05Z trailing", "VARCHAR"],
  ["", "VARCHAR"],
])("the text %s is a %s", async (text, type) => {
  const { columns, fault } = await load([{ a: text }, { a: null }]);
  expect(fault).toBeNull();
  expect(typed(columns)).toEqual([`a ${type}`]);
});

test("a type that breaks late, long numbers late, and members that come late are all seen", async () => {
  const lines = Array.from({ length: 30_000 }, (_, id) => ({ id, v: id % 100, t: "2024-01-01" }));
  const late = [
    { id: 1, v: 1.5, t: "x", w: [1] },
    { id: "a", v: 2, t: null },
  ];
  const text = [...lines, ...late].map((line) => JSON.stringify(line)).join("\n");
  const { columns, loaded } = await load(`${text}\n{"id":2,"big":12345678901234567890}`);
  expect(typed(columns)).toEqual(["id VARCHAR", "v DOUBLE", "t VARCHAR", "w BIGINT[]", "big DECIMAL(38,0)"]);
  expect(loaded).toMatchObject({ rows_read: 30_003, rows_rejected: 0 });
  expect(loaded?.warnings.join(" ")).toMatch(
    /"id" holds values of different kinds \(1 of 30003 are no numbers/,
  );
});

test("ISO dates and times are typed, by all values and beside nulls; anything else stays text", async () => {
  const { columns } = await load([
    {
      d: "2024-01-02",
      t: "2024-01-02T03:04:05",
      z: "2024-01-02T03:04:05.5Z",
      n: "02/01/2024",
      m: "2024-01-02",
      i: "2024-13-45",
    },
    { d: null, t: "2024-01-03", z: "2024-01-02T03:04:05+02:00", n: "03/01/2024", m: "soon", i: "2024-01-01" },
  ]);
  expect(typed(columns)).toEqual([
    "d DATE",
    "t TIMESTAMP",
    "z TIMESTAMP WITH TIME ZONE",
    "n VARCHAR",
    "m VARCHAR",
    "i VARCHAR",
  ]);
});

test("values of different kinds become text, and that is said", async () => {
  const { columns, rows, loaded } = await load([{ a: 1 }, { a: "n/a" }, { a: true }, { a: { k: [1] } }]);
  expect(typed(columns)).toEqual(["a VARCHAR"]);
  expect(rows.flat()).toEqual(["1", "n/a", "true", '{"k":[1]}']);
  expect(loaded?.warnings[0]).toMatch(/"a" holds values of different kinds \(3 of 4 are no numbers/);
});

test("names that are empty, or differ in their case alone, are all kept", async () => {
  const { columns, rows } = await load('[{"a":1,"A":2,"":5},{"a":3}]');
  expect(typed(columns)).toEqual(["a BIGINT", "A_2 BIGINT", "column_3 BIGINT"]);
  expect(rows).toEqual([
    [1, 2, 5],
    [3, null, null],
  ]);
});

test("names that mean something to JavaScript lose no value", async () => {
  const { columns, rows } = await load('[{"__proto__":{"x":1},"constructor":2,"toString":3}]');
  expect(columns.map(({ name }) => name)).toEqual(["__proto__.x", "constructor_", "toString_"]);
  expect(rows).toEqual([[1, 2, 3]]);
});

test("lines that are no rows are rejects with their line, and the others are kept", async () => {
  const { rows, loaded } = await files.one(
    "x.ndjson",
    '{"a":"1"}\n{"a":"2"}\n{"a":\n\n5\n{"a":"4"}garbage\n{"a":"\\ud800"}\n{"a":"7"}\n',
  );
  expect(rows).toEqual([["1"], ["2"], ["7"]]);
  expect(loaded).toMatchObject({ rows_read: 7, rows_rejected: 4 });
  expect(loaded?.rejects.map(({ line, text }) => [line, text])).toEqual([
    [3, '{"a":'],
    [5, "5"],
    [6, '{"a":"4"}garbage'],
    [7, '{"a":"\\ud800"}'],
  ]);
});

test.each([
  ["lines", '{"a":NaN,"s":"NaN, \\"Infinity"}\n{"a":-Infinity,"s":"x"}\n{"a":1,"s":null}'],
  ["a list", '[{"a":NaN,"s":"NaN, \\"Infinity"},{"a":-Infinity,"s":"x"},{"a":1,"s":null}]'],
])("NaN and Infinity, which Python writes, are empty and said to be (%s)", async (_, text) => {
  const { rows, loaded } = await load(text);
  expect(rows).toEqual([
    [null, 'NaN, "Infinity'],
    [null, "x"],
    [1, null],
  ]);
  expect(loaded).toMatchObject({ rows_read: 3, rows_rejected: 0 });
  expect(loaded?.warnings).toEqual(["NaN and Infinity, for which JSON has no word, are empty in 2 rows."]);
});

test("values in a list that are no rows are rejects too", async () => {
  const { rows, loaded } = await load([{ a: 1 }, null, { a: 2 }, 5]);
  expect(rows).toEqual([[1], [2]]);
  expect(loaded).toMatchObject({ rows_read: 4, rows_rejected: 2 });
});

test.each([
  ["utf-16le", Buffer.from('[{"ä":"é"}]', "utf16le"), "utf-16le"],
  ["utf-16be with a mark", Buffer.from('\uFEFF[{"ä":"é"}]', "utf16le").swap16(), "utf-16be"],
  ["utf-8 with a mark", Buffer.from('\uFEFF[{"ä":"é"}]'), "utf-8"],
  ["windows-1252", Buffer.from('[{"\xe4":"\xe9"}]', "latin1"), "windows-1252"],
])("%s is read as what it is", async (_, bytes, encoding) => {
  const { columns, rows, loaded } = await files.one("x.json", bytes);
  expect(columns[0]?.name).toBe("ä");
  expect(rows).toEqual([["é"]]);
  expect(loaded?.encoding).toBe(encoding);
});

test.each([
  ["[]", /holds no values/],
  ["{}", /holds no values/],
  ['[{"a":1},{"a":', /cut off/],
  ['{"a":[1,2', /cut off/],
])("%s is refused with a sentence", async (text, words) => {
  const { fault } = await load(text);
  expect(fault).toMatch(/^x\.json cannot be read as JSON: /);
  expect(fault).toMatch(words);
});

test("a list of more than a chunk's length is read across its chunks", async () => {
  const many = Array.from({ length: 60_000 }, (_, id) => ({ id, text: `row "${id}" \\ with é`.repeat(2) }));
  const { loaded, rows } = await load(JSON.stringify(many, null, 1));
  expect(loaded?.rows_read).toBe(60_000);
  expect(rows[9_999]).toEqual([9_999, many[9_999]?.text]);
});

test("a preview shows the first rows and their types, and makes nothing", async () => {
  const preview = await files.preview("x.json", JSON.stringify({ data: [{ d: "2024-01-02", n: { a: 1 } }] }));
  expect(preview).toMatchObject({
    columns: [
      { name: "d", type: "DATE" },
      { name: "n.a", type: "BIGINT" },
    ],
    rows: [["2024-01-02", "1"]],
  });
  expect(await files.litter()).toEqual([]);
});
