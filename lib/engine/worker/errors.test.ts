import { describe, expect, test } from "vitest";
import { characterAt, engineErrorOf } from "./errors.ts";

const said = (type: string, message: string, position?: string) =>
  new Error(JSON.stringify({ exception_type: type, exception_message: message, position }));

describe("DuckDB's errors as a person sees them", () => {
  test("places are the person's, in characters, also inside our own statement", () => {
    expect(characterAt("SELECT 'é', x", 13)).toBe(12);
    const error = engineErrorOf(
      said("Binder", "no column x", "33"),
      { sql: "SELECT 'é', x", prefixBytes: 20 },
      [],
    );
    expect(error).toMatchObject({ code: "sql_error", message: "no column x", position: 12 });
  });

  test("paths, carets and advice on settings are gone", () => {
    const told = said(
      "IO",
      'Cannot open "/srv/my data/engine/7/out.parquet" or /var/lib/x/y.csv\n\nLINE 1: ...\n ^',
    );
    const { message } = engineErrorOf(told, undefined, ["/srv/my data/engine/7"]);
    expect(message).not.toMatch(/srv|var|LINE/);
    const deep =
      'Max expression depth limit of 1000 exceeded. Use "SET max_expression_depth TO x" to increase it.';
    expect(engineErrorOf(said("Parser", deep), undefined, []).message).toBe(
      "Syntax: Max expression depth limit of 1000 exceeded.",
    );
  });

  test.each([
    ["INTERRUPT", "Interrupted!", "interrupted"],
    ["Out of Memory", "could not allocate block of size 256 KiB", "memory_limit"],
    ["Out of Memory", "failed to offload data block: max_temp_directory_size", "too_large"],
    ["INTERNAL", "Memory allocation failure", "memory_limit"],
    ["IO", 'Could not write file "x": File too large', "too_large"],
    ["IO", 'Could not write file "x": No space left on device', "disk_full"],
    ["Permission", "Cannot access file", "sql_refused"],
    ["INTERNAL", "Assertion failed", "internal"],
    ["Conversion", "Could not convert", "sql_error"],
  ])("%s: %s is %s", (type, message, code) => {
    expect(engineErrorOf(said(type, message), undefined, []).code).toBe(code);
  });
});
