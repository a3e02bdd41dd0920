import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ALLOWED_FUNCTIONS } from "./allowed-functions.ts";
import { judge } from "./functions.ts";
import { judgeTable, TABLE_FUNCTIONS } from "./table-functions.ts";
import { isOutOfReach } from "./walk.ts";

/** A bare DuckDB of the version we ship: what it has is what the lists must know. */
let ask: (sql: string) => Promise<string[]>;
let close: () => void;
beforeAll(async () => {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  ask = async (sql) => (await connection.runAndReadAll(sql)).getRows().map((row) => String(row[0]));
  close = () => {
    connection.closeSync();
    instance.closeSync();
  };
});
afterAll(() => close());

test("every function of DuckDB has been looked at: allowed, or refused with a reason", async () => {
  const names = await ask(
    "SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type IN ('scalar', 'aggregate', 'macro')",
  );
  expect(names.length).toBeGreaterThan(700);
  const unseen = names.filter((name) => {
    const verdict = judge(name);
    return !verdict.allowed && verdict.reason === undefined;
  });
  expect(unseen).toEqual([]);
});

test("every table function and pragma has been looked at too", async () => {
  const names = await ask(
    "SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type IN ('table', 'table_macro', 'pragma')",
  );
  expect(names.length).toBeGreaterThan(120);
  const unseen = names.filter((name) => {
    const verdict = judgeTable(name);
    return !verdict.allowed && verdict.reason === undefined;
  });
  expect(unseen).toEqual([]);
});

test("no allowed macro looks into the catalog or at the settings", async () => {
  const macros = await ask(
    "SELECT function_name || ' ' || macro_definition FROM duckdb_functions() WHERE function_type = 'macro'",
  );
  const allowed = macros.filter((macro) => ALLOWED_FUNCTIONS.has(macro.split(" ")[0] ?? ""));
  expect(allowed.length).toBeGreaterThan(50);
  expect(allowed.filter((macro) => /\bFROM\b|duckdb_|pragma_|current_setting|sleep/i.test(macro))).toEqual(
    [],
  );
});

test("allowed functions and table functions exist, so that no list keeps what is gone", async () => {
  const names = new Set(await ask("SELECT DISTINCT lower(function_name) FROM duckdb_functions()"));
  // The parser's own.
  const special = new Set(["try", "unlist", "unnest", "unpack"]);
  expect([...ALLOWED_FUNCTIONS].filter((name) => !names.has(name) && !special.has(name))).toEqual([]);
  expect([...TABLE_FUNCTIONS.keys()].filter((name) => !names.has(name) && !special.has(name))).toEqual([]);
});

test("every view of DuckDB that a plain name reaches is out of reach", async () => {
  const views = await ask(
    "SELECT DISTINCT view_name FROM duckdb_views() WHERE internal AND schema_name <> 'information_schema'",
  );
  expect(views.length).toBeGreaterThan(20);
  expect(views.filter((name) => !isOutOfReach(name))).toEqual([]);
});
