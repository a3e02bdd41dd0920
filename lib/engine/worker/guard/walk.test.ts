import { expect, test } from "vitest";
import { judge } from "./functions.ts";
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

test("functions are judged without regard to case: allowed, refused with a reason, or unknown", () => {
  for (const name of ["SUM", "formatReadableSize", "pg_typeof", "pg_size_pretty", "icu_collate_de", "||"]) {
    expect(judge(name), name).toEqual({ allowed: true });
  }
  for (const name of [
    "GetEnv",
    "pg_get_viewdef",
    "has_table_privilege",
    "__internal_x",
    "json_serialize_sql",
  ]) {
    expect(judge(name), name).toEqual({ allowed: false, reason: expect.stringMatching(/^it /) });
  }
  for (const name of ["nosuch", "sums", "http_get", ""]) {
    expect(judge(name), name).toEqual({ allowed: false, reason: undefined });
  }
});
