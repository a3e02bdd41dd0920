import { describe, expect, test } from "vitest";
import { loadParts } from "#e2e/support/load-parts.ts";

const files = loadParts();

const COMMENTS = "The file's comments, which JSON has not, were left out.";

describe("JSON as people write it", () => {
  const rows = [
    [1, "x"],
    [2, "http://y"],
  ];
  test.each([
    ["a comment above a list", '// mine, "today"\n[{"a":1,"b":"x"},{"a":2,"b":"http://y"}]', COMMENTS],
    ["a comment above lines", '/* mine */\n{"a":1,"b":"x"}\n{"a":2,"b":"http://y"}\n', COMMENTS],
    [
      "comments between and inside rows",
      '[\n {"a":1, // it\'s "one\n "b":"x"}, /* [ */\n {"a":2,"b":"http://y"}\n]',
      COMMENTS,
    ],
    [
      "comments behind rows in lines",
      '{"a":1,"b":"x"}\n{"a":2,"b":"http://y"} // two\n// end\n',
      "Comments were left out in 2 rows.",
    ],
    [
      "commas before brackets",
      '[{"a":1,"b":"x",},\n{"a":2,"b":"http://y" , },]',
      "A comma before a closing bracket was left out in 2 rows.",
    ],
  ])("%s", async (_, text, warning) => {
    const { rows: read, loaded, fault } = await files.one("x.json", text);
    expect(fault).toBeNull();
    expect(read).toEqual(rows);
    expect(loaded).toMatchObject({ rows_read: 2, rows_rejected: 0, warnings: [warning] });
  });

  test("a preview reads comments too", async () => {
    const preview = await files.preview("x.json", '// mine\n[{"a":1}]');
    expect(preview).toMatchObject({ rows: [["1"]], warnings: [COMMENTS] });
  });
});

test.each([
  ["[{'a': 1}]", 'in line 1, column 3, there should be a name in double quotes or "}", not "\'"'],
  ["{\n  a: 1,\n  b: 2\n}", 'in line 2, column 3, there should be a name in double quotes or "}", not "a"'],
  ['[{"a":1,\n{"a":2}]', 'in line 2, column 1, there should be a name in double quotes or "}", not "{"'],
  [
    '/* x */ {"a": 1 "b": 2}',
    "in line 1, column 17, there should be a comma or a closing bracket, not a quote",
  ],
])("%j is refused with the place where it breaks", async (text, words) => {
  const { fault } = await files.one("x.json", text);
  expect(fault).toBe(`x.json cannot be read as JSON: ${words}.`);
});

describe("numbers that end as text keep the digits they are written with", () => {
  test.each([
    ["among texts", '[{"a":1.50},{"a":"x"},{"a":1.00},{"a":-2.5e+3}]', ["1.50", "x", "1.00", "-2.5e+3"]],
    ["inside objects", '{"o":{"a":1.50}}\n{"o":{"a":"x"}}\n', ["1.50", "x"]],
    ["under names that differ in case", '[{"a":1.50,"A":1},{"a":"x","A":1}]', ["1.50", "x"]],
    ["beyond any DOUBLE", '[{"a":1.50},{"a":1e400}]', ["1.50", "1e400"]],
    ["behind rows that were mended", '[{"a":NaN},{"a":1.50,},{"a":"x"}]', [null, "1.50", "x"]],
  ])("%s", async (_, text, values) => {
    const { rows, columns, loaded } = await files.one("x.json", text);
    expect(columns[0]?.type).toBe("VARCHAR");
    expect(rows.map(([value]) => value)).toEqual(values);
    expect(loaded?.warnings.join(" ")).toMatch(/kept (?:exactly, )?as text/);
  });

  test("in lists, which is told", async () => {
    const { rows, loaded } = await files.one("x.json", '[{"l":[1.50,"x",null]},{"l":[2]}]');
    expect(rows).toEqual([[["1.50", "x", null]], [["2"]]]);
    expect(loaded?.warnings).toEqual([
      '"l" holds lists with long numbers, or with numbers among other values; these are kept as text.',
    ]);
  });

  test("where a person says that they are text", async () => {
    const text = '[{"a":1.50,"b":1.50},{"a":2,"b":2}]';
    const { rows } = await files.one("x.json", text, { wish: { types: { a: "text" } } });
    expect(rows).toEqual([
      ["1.50", 1.5],
      ["2", 2],
    ]);
  });
});

test.each([
  ["fractions of many digits", '[{"a":12345678901234.56789},{"a":1.5}]', "5", ["12345678901234.56789", 1.5]],
  [
    "fractions beside long numbers",
    '[{"a":12345678901234567891},{"a":0.5}]',
    "1",
    ["12345678901234567891.0", 0.5],
  ],
])("%s keep every digit as decimals", async (_, text, scale, values) => {
  const { rows, columns, loaded } = await files.one("x.json", text);
  expect(columns[0]?.type).toBe(`DECIMAL(38,${scale})`);
  expect(rows.flat()).toEqual(values);
  expect(loaded?.warnings).toEqual([
    `"a" holds numbers of more digits than a DOUBLE keeps; they are kept exactly, as DECIMAL(38,${scale}).`,
  ]);
});

test("fractions as programs print them are DOUBLE", async () => {
  const { columns, loaded } = await files.one(
    "x.json",
    '[{"a":0.30000000000000004},{"a":1.7976931348623157e308},{"a":0.10000000000000001},{"a":-122.41941550000000}]',
  );
  expect(columns[0]?.type).toBe("DOUBLE");
  expect(loaded?.warnings).toEqual([]);
});

test("dates and numbers in texts of JSON that are not ISO stay as they are written", async () => {
  const text = '[{"d":"03.04.2024","n":"1,50"},{"d":"25.04.2024","n":"2,50"}]';
  const { rows, columns } = await files.one("x.json", text);
  expect(columns.map(({ type }) => type)).toEqual(["VARCHAR", "VARCHAR"]);
  expect(rows).toEqual([
    ["03.04.2024", "1,50"],
    ["25.04.2024", "2,50"],
  ]);
});

describe("a text among dates that is none leaves them all text, and is told", () => {
  const days = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ d: `2024-01-${String((at % 28) + 1).padStart(2, "0")}` }));
  test.each([
    ["late", [...days(3_000), { d: "soon" }], '"d" stays text: "soon" in row 3001 is no ISO date.'],
    [
      "several",
      [{ d: "x" }, ...days(500), { d: "y" }, { d: "z" }],
      '"d" stays text: "x" in row 1 is no ISO date, and 2 more like it.',
    ],
    [
      "with times, inside an object",
      days(9).map(({ d }, at) => ({ o: { d: at === 4 ? "04.01." : `${d}T10:00:00Z` } })),
      '"o.d" stays text: "04.01." in row 5 is no ISO date with a time.',
    ],
  ])("%s", async (_, values, warning) => {
    const { columns, loaded } = await files.one("x.json", JSON.stringify(values));
    expect(columns[0]?.type).toBe("VARCHAR");
    expect(loaded?.warnings).toContain(warning);
  });

  test("but texts that are seldom dates are only texts", async () => {
    const { loaded } = await files.one(
      "x.json",
      JSON.stringify([...days(9), ...days(9).map(() => ({ d: "x" }))]),
    );
    expect(loaded?.warnings).toEqual([]);
  });
});

test("dates among times are their midnight, which is told", async () => {
  const { loaded } = await files.one("x.json", '[{"t":"2024-01-02"},{"t":"2024-01-02T03:04"},{"t":null}]');
  expect(loaded?.coerced).toEqual([
    {
      column: "t",
      from: "date without time",
      to: "TIMESTAMP",
      count: 1,
      note: "Dates without a time are their midnight.",
    },
  ]);
});

test("times of other zones are given in UTC, which is told; those in UTC are as they were", async () => {
  const at = ["2024-01-02T03:04:00+05:30", "2024-01-02T03:04:00Z", "2024-01-02T03:04:00+00:00", null];
  const { rows, loaded } = await files.one(
    "x.json",
    JSON.stringify(at.map((t) => ({ in: { t }, u: at[1] }))),
  );
  expect(rows.map(([t]) => t)).toEqual([
    "2024-01-01T21:34:00Z",
    "2024-01-02T03:04:00Z",
    "2024-01-02T03:04:00Z",
    null,
  ]);
  expect(loaded?.coerced).toEqual([
    {
      column: "in.t",
      from: "time zone offset",
      to: "TIMESTAMP WITH TIME ZONE",
      count: 1,
      note: "Times of other zones are given in UTC: the moment is the same.",
    },
  ]);
});

describe("a name twice in one object", () => {
  test("is a reject with its line, wherever it stands; the other rows are read", async () => {
    const lines = Array.from({ length: 3000 }, (_, id) => `{"id":${id},"in":{"x":"a:b"}}`);
    lines[2000] = '{"id":1,"in":{"x":1,"y":2,"x":3}}';
    const { columns, loaded } = await files.one("x.json", lines.join("\n"));
    expect(columns.map(({ name, type }) => `${name} ${type}`)).toEqual(["id BIGINT", "in.x VARCHAR"]);
    expect(loaded).toMatchObject({
      rows_read: 3000,
      rows_rejected: 1,
      rejects: [
        {
          line: 2001,
          column: null,
          reason: 'the name "x" stands twice in one object',
          text: '{"id":1,"in":{"x":1,"y":2,"x":3}}',
        },
      ],
    });
  });

  test("is none of two names that differ in case", async () => {
    const { rows, loaded } = await files.one("x.json", '[{"A":1,"a":2},{"A":3,"A":4,"a":5}]');
    expect(rows).toEqual([[1, 2]]);
    expect(loaded?.rejects).toMatchObject([{ reason: 'the name "A" stands twice in one object' }]);
  });

  test("in every row is a clear fault", async () => {
    const { fault } = await files.one("x.json", '{"a":[1,2],"a":[3,4]}');
    expect(fault).toBe(
      'x.json cannot be read as JSON: none of its rows can be read; of the first: the name "a" stands twice in one object.',
    );
  });
});
