import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EngineSession, engineSession } from "#e2e/support/engine-session.ts";
import type { Json } from "#lib/core/schema.ts";
import { readRows } from "./read-rows.ts";

/** [SQL, DuckDB's type name, the contract's JSON]: through the stored Result and back, twice. */
const VALUES: [sql: string, type: string, json: Json][] = [
  ["true", "BOOLEAN", true],
  ["(-128)::TINYINT", "TINYINT", -128],
  ["(-32768)::SMALLINT", "SMALLINT", -32768],
  ["2147483647", "INTEGER", 2147483647],
  ["9007199254740992", "BIGINT", 9007199254740992],
  ["9007199254740993", "BIGINT", "9007199254740993"],
  ["(-9223372036854775808)::BIGINT", "BIGINT", "-9223372036854775808"],
  ["255::UTINYINT", "UTINYINT", 255],
  ["65535::USMALLINT", "USMALLINT", 65535],
  ["4294967295::UINTEGER", "UINTEGER", 4294967295],
  ["18446744073709551615::UBIGINT", "UBIGINT", "18446744073709551615"],
  ["sum(3)", "HUGEINT", 3],
  ["12345678901234567890123456789::HUGEINT", "HUGEINT", "12345678901234567890123456789"],
  ["170141183460469231731687303715884105727", "HUGEINT", "170141183460469231731687303715884105727"],
  [
    "'-170141183460469231731687303715884105728'::HUGEINT",
    "HUGEINT",
    "-170141183460469231731687303715884105728",
  ],
  [
    "'340282366920938463463374607431768211455'::UHUGEINT",
    "UHUGEINT",
    "340282366920938463463374607431768211455",
  ],
  [
    "'123456789012345678901234567890123456789012345'::BIGNUM",
    "BIGNUM",
    "123456789012345678901234567890123456789012345",
  ],
  ["5::BIGNUM", "BIGNUM", 5],
  ["0.1::FLOAT", "FLOAT", 0.1],
  ["0.1 + 0.2e0", "DOUBLE", 0.30000000000000004],
  ["'nan'::DOUBLE", "DOUBLE", "NaN"],
  ["'-inf'::FLOAT", "FLOAT", "-Infinity"],
  ["'inf'::DOUBLE", "DOUBLE", "Infinity"],
  ["1.50::DECIMAL(4,2)", "DECIMAL(4,2)", 1.5],
  ["1234567890123456789.0123456789::DECIMAL(38,10)", "DECIMAL(38,10)", "1234567890123456789.0123456789"],
  ["'é\u0001\"\\'", "VARCHAR", 'é\u0001"\\'],
  ["'\\x00\\xFF'::BLOB", "BLOB", "AP8="],
  ["'10110'::BIT", "BIT", "10110"],
  ["'b'::ENUM('a', 'b')", "ENUM('a', 'b')", "b"],
  ["'3f2b1c4d-0000-4000-8000-00000000abcd'::UUID", "UUID", "3f2b1c4d-0000-4000-8000-00000000abcd"],
  ["'{\"a\": [1]}'::JSON", "JSON", '{"a": [1]}'],
  ["DATE '2024-02-29'", "DATE", "2024-02-29"],
  ["'infinity'::DATE", "DATE", "infinity"],
  ["TIME '23:59:59.123456'", "TIME", "23:59:59.123456"],
  ["'12:34:56.000000007'::TIME_NS", "TIME_NS", "12:34:56.000000007"],
  ["'12:34:56.789+05:30'::TIMETZ", "TIME WITH TIME ZONE", "12:34:56.789+05:30"],
  ["TIMESTAMP '2024-02-29 12:34:56.789012'", "TIMESTAMP", "2024-02-29T12:34:56.789012"],
  ["'2024-02-29 12:34:56'::TIMESTAMP_S", "TIMESTAMP_S", "2024-02-29T12:34:56"],
  ["'2024-02-29 12:34:56.789'::TIMESTAMP_MS", "TIMESTAMP_MS", "2024-02-29T12:34:56.789"],
  ["'2024-02-29 12:34:56.123456789'::TIMESTAMP_NS", "TIMESTAMP_NS", "2024-02-29T12:34:56.123456789"],
  ["'2024-02-29 12:34:56+02'::TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE", "2024-02-29T10:34:56Z"],
  ["INTERVAL '1 year 2 months 3 days 4 hours 5.000006 seconds'", "INTERVAL", "P1Y2M3DT4H5.000006S"],
  ["'POINT (1 2)'::GEOMETRY", "GEOMETRY", "POINT (1 2)"],
  ["NULL", "INTEGER", null],
  ["NULL::HUGEINT", "HUGEINT", null],
  ["NULL::INTERVAL[]", "INTERVAL[]", null],
  ["[1, NULL, 3]", "INTEGER[]", [1, null, 3]],
  ["[]::VARCHAR[]", "VARCHAR[]", []],
  ["[[1.5::FLOAT], NULL, []]", "FLOAT[][]", [[1.5], null, []]],
  ["[1, 2, 3]::INTEGER[3]", "INTEGER[3]", [1, 2, 3]],
  ["[9007199254740993::HUGEINT, 2]", "HUGEINT[]", ["9007199254740993", 2]],
  ["['2 days'::INTERVAL]::INTERVAL[1]", "INTERVAL[1]", ["P2D"]],
  [
    "{'a': 1, 'b c': [DATE '2020-01-01']}",
    'STRUCT(a INTEGER, "b c" DATE[])',
    { a: 1, "b c": ["2020-01-01"] },
  ],
  ["{'i': INTERVAL '1 day', 'h': 5::HUGEINT}", "STRUCT(i INTERVAL, h HUGEINT)", { i: "P1D", h: 5 }],
  ["row(1, 'x')", 'STRUCT("v1" INTEGER, "v2" VARCHAR)', { v1: 1, v2: "x" }],
  ["MAP {'k': 1, 'l': NULL}", "MAP(VARCHAR, INTEGER)", { k: 1, l: null }],
  ["MAP {1: '10'::BIT}", "MAP(INTEGER, BIT)", { "1": "10" }],
  ["union_value(n := 7::HUGEINT)::UNION(n HUGEINT, s VARCHAR)", "UNION(n HUGEINT, s VARCHAR)", 7],
  ["union_value(s := 'x')::UNION(n HUGEINT, s VARCHAR)", "UNION(n HUGEINT, s VARCHAR)", "x"],
  ["[union_value(a := [INTERVAL '1 day'])]", "UNION(a INTERVAL[])[]", [["P1D"]]],
  ["{'a': [1, 2.5::DOUBLE], 'd': DATE '2020-01-02'}::VARIANT", "VARIANT", { a: [1, 2.5], d: "2020-01-02" }],
];

let session: EngineSession;
beforeAll(async () => {
  session = await engineSession();
});
afterAll(() => session.remove());

describe("every type of DuckDB comes out right, first from the query and then from the stored Result", () => {
  test.each(VALUES)("%s", async (sql, type, json) => {
    const outcome = await session.query(`SELECT ${sql} AS v`);
    expect(outcome.columns).toEqual([{ name: "v", type }]);
    expect(outcome.rows).toEqual([[json]]);
    const { path, columns } = outcome;
    expect(await readRows({ parquet_path: path, columns, offset: 0, limit: 10 })).toEqual([[json]]);
  });

  test("the table of all types DuckDB has, with their extremes and nulls", async () => {
    const outcome = await session.query("SELECT * FROM test_all_types()");
    expect(outcome.row_count).toBe(3);
    expect(outcome.rows[2]?.every((cell) => cell === null)).toBe(true);
    const names = outcome.columns.map((column) => column.name);
    const cell = (name: string, row: number) => outcome.rows[row]?.[names.indexOf(name)];
    expect(cell("hugeint", 0)).toBe("-170141183460469231731687303715884105728");
    expect(cell("uhugeint", 1)).toBe("340282366920938463463374607431768211455");
    expect(cell("time_tz", 0)).toBe("00:00:00+15:59:59");
    expect(cell("interval", 1)).toBe("P83Y3M999DT16M39.999999S");
    expect(cell("union", 1)).toBe(5);
    expect(cell("small_enum", 0)).toBe("DUCK_DUCK_ENUM");
    expect(cell("double_array", 1)).toEqual([42, "NaN", "Infinity", "-Infinity", null, -42]);
    const again = await readRows({
      parquet_path: outcome.path,
      columns: outcome.columns,
      offset: 0,
      limit: 3,
    });
    expect(again).toEqual(outcome.rows);
  });
});
