import { expect, test } from "vitest";
import { reasonAgainst } from "./functions.ts";
import { isOutOfReach } from "./walk.ts";

test("names of files and of the engine's catalog are out of reach, plain names are not", () => {
  for (const name of [
    "/etc/passwd",
    "a.parquet",
    "duckdb_settings",
    "pg_class",
    "sqlite_master",
    "s3://x/y",
  ]) {
    expect(isOutOfReach(name), name).toBe(true);
  }
  for (const name of ["sales", "sales 2024", "parquet", "order.lines"])
    expect(isOutOfReach(name), name).toBe(false);
});

test("functions are judged without regard to case", () => {
  expect(reasonAgainst("GetEnv")).toBeDefined();
  expect(reasonAgainst("sum")).toBeUndefined();
});
