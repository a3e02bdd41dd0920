import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MakeParquetInput } from "#e2e/support/make-parquet-module.ts";
import { quoteString } from "#lib/engine/quote.ts";
import { runModule } from "#lib/engine/run-module.ts";
import { runTrusted } from "#lib/engine/run-trusted.ts";
import type { Made } from "./made.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "veritable-paths-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Cell = string | null;

/** The table through the cells in memory (`whole`), or through DuckDB's reading of the file. */
async function load(rows: Cell[][], whole: boolean) {
  const names = (rows[0] ?? []).map((_, at) => `c${at}`);
  const [path, output_path, rejects_path] = ["in.csv", "out.parquet", "rejects.csv"].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  await rm(rejects_path, { force: true });
  const field = (cell: Cell) => (cell === null ? "" : `"${cell.replaceAll('"', '""')}"`);
  await writeFile(path, [names, ...rows].map((row) => `${row.map(field).join(",")}\n`).join(""));
  const input: MakeParquetInput = {
    path,
    names,
    delimiter: ",",
    sample: rows,
    sample_is_whole: whole,
    output_path,
    rejects_path,
  };
  const made = (await runModule({
    module: "e2e/support/make-parquet-module.ts",
    input,
    read_paths: [path],
    write_paths: [output_path, rejects_path],
    scratch: ["rows"],
    timeout_ms: 60_000,
  })) as Made;
  const [back] = await runTrusted({
    statements: [`FROM read_parquet(${quoteString(output_path)})`],
    read_paths: [output_path],
    write_paths: [],
  });
  const rejects = await readFile(rejects_path, "utf8").catch(() => null);
  return { made, columns: back?.columns, rows: back?.rows, rejects };
}

const digits = (most: number) => fc.integer({ min: 0, max: 10 ** most }).map(String);
const grouped = (mark: string) =>
  fc.integer({ min: 0, max: 1e9 }).map((n) => String(n).replace(/\B(?=(\d{3})+$)/g, mark));
const decimals = (whole: fc.Arbitrary<string>, point: string) =>
  fc
    .tuple(fc.constantFrom("", "-"), whole, digits(3))
    .map(([sign, head, tail]) => sign + head + point + tail);
const part = (min: number, max: number, width: number) =>
  fc.integer({ min, max }).map((n) => String(n).padStart(width, "0"));
const dated = (order: string, mark: string, width: number, year = part(1950, 2060, 4)) =>
  fc
    .record({ d: part(1, 28, width), m: part(1, 12, width), y: year })
    .map((parts) => [...order].map((each) => parts[each as "d" | "m" | "y"]).join(mark));
const words = (...some: string[]) => fc.constantFrom(...some);
const clock = fc.tuple(part(0, 23, 2), part(0, 59, 2), part(0, 59, 2)).map((parts) => parts.join(":"));
const timed = (date: fc.Arbitrary<string>, between: string) =>
  fc.tuple(date, clock).map((parts) => parts.join(between));
const zoned = (time: fc.Arbitrary<string>, between: string) =>
  fc
    .tuple(time, words("Z", "utc", "+00:00", "-00", "+02:00", "-0930", "+05", "-00:30"))
    .map((parts) => parts.join(between));
const half = fc.tuple(part(1, 12, 1), part(0, 59, 2), fc.constantFrom(" AM", " pm"));
const named = fc.tuple(part(1, 31, 1), words("Jan", "March", "SEP", "october"), part(1990, 2020, 4));

/** What the values of one column look like. */
const kinds: fc.Arbitrary<string>[] = [
  digits(6),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String),
  decimals(digits(6), "."),
  decimals(digits(9), ","),
  decimals(grouped("."), ","),
  decimals(grouped(","), "."),
  decimals(grouped(" "), ","),
  fc.double({ noNaN: true }).map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => String(n).replace(".", ",")),
  decimals(grouped(","), ".").map((text) => `$${text}`),
  decimals(digits(4), ",").map((text) => `${text} €`),
  grouped(",").map((text) => `USD ${text}`),
  digits(3).map((text) => `${text} %`),
  ...["ymd", "dmy", "mdy"].flatMap((order) =>
    ["-", "/", "."].flatMap((mark) => [
      dated(order, mark, 2),
      dated(order, mark, 1),
      dated(order, mark, 2, part(0, 99, 2)),
      timed(dated(order, mark, 2), " "),
    ]),
  ),
  timed(dated("ymd", "-", 2), "T"),
  timed(dated("ymd", "-", 2), "T").map((text) => `${text}Z`),
  zoned(timed(dated("ymd", "-", 2), "T"), ""),
  zoned(timed(dated("dmy", ".", 1), " "), " "),
  fc.tuple(dated("mdy", "/", 1), half).map(([date, [h, m, end]]) => `${date} ${h}:${m}${end}`),
  fc.tuple(part(1, 28, 1), words("Jan", "mars", "Dez"), part(1990, 2020, 4)).map((parts) => parts.join(" ")),
  named.map(([day, name, year]) => `${name} ${day}, ${year}`),
  named.map(([day, name, year]) => `${day}-${name}-${year}`),
  fc.tuple(named, clock).map(([parts, time]) => `${parts.join(" ")} ${time}`),
  clock,
  words("yes", "no", "Yes", "NO"),
  words("true", "false", "TRUE"),
  words("ja", "nein"),
];
const missing = words("", "  ", "n/a", "-", "NULL", "nan");
const junk = fc.oneof(
  words(
    "abc",
    "007",
    "+491234567",
    "1e5",
    "1,5",
    "1.5",
    "inf",
    "2024-02-30",
    "2024-01-05 10:20",
    "25/12/2024",
  ),
  fc.string({ maxLength: 12 }).filter((text) => !text.includes("\0") && !text.includes("\r")),
);

/** A column of one kind with blanks, words for nothing, spaces around and, where they may be, values of no kind. */
const columnOf = (strange: boolean) =>
  fc.constantFrom(...kinds).chain((kind) => {
    const spaced = fc
      .tuple(words("", " ", "\t", "\u00a0"), kind, words("", " "))
      .map((parts) => parts.join(""));
    const others = strange ? [{ weight: 1, arbitrary: junk as fc.Arbitrary<Cell> }] : [];
    const cell: fc.Arbitrary<Cell> = fc.oneof(
      { weight: 24, arbitrary: kind },
      { weight: 1, arbitrary: spaced },
      { weight: 1, arbitrary: missing },
      { weight: 1, arbitrary: fc.constant(null) },
      ...others,
    );
    return fc.array(cell, { minLength: 40, maxLength: 40 });
  });

/** So many that columns are converted in another way, whatever the others are. */
const fillers = Array.from({ length: 151 }, () => Array.from({ length: 40 }, (_, at) => String(at)));
const empty = (cell: Cell) => (cell === "" ? null : cell);

test.each([false, true])(
  "cells in memory and DuckDB's reading make the same table (values of no kind: %s)",
  async (strange) => {
    await fc.assert(
      fc.asyncProperty(fc.array(columnOf(strange), { minLength: 8, maxLength: 8 }), async (columns) => {
        const rows = Array.from({ length: 40 }, (_, at) => columns.map((cells) => empty(cells[at] ?? null)));
        expect(await load(rows, false)).toEqual(await load(rows, true));
      }),
      { numRuns: 10 },
    );
  },
);

test("more columns than DuckDB converts at once make the same table too", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(columnOf(true), { minLength: 8, maxLength: 8 }), async (columns) => {
      const wide = [...Array.from({ length: 14 }, () => columns).flat(), ...fillers];
      const rows = Array.from({ length: 40 }, (_, at) => wide.map((cells) => empty(cells[at] ?? null)));
      expect(await load(rows, false)).toEqual(await load(rows, true));
    }),
    { numRuns: 1 },
  );
});

test("words that DuckDB takes for numbers by itself are counted as what they are", async () => {
  const numbers = Array.from({ length: 60 }, (_, at) => [`${at}.25`]);
  const rows = [...numbers, ["NaN"], ["Infinity"], ["-Infinity"], ["51193.142857142855"], ["1e-7"], ["0.10"]];
  const read = await load(rows, false);
  expect(read).toEqual(await load(rows, true));
  expect(read.columns?.[0]?.type).toBe("DOUBLE");
  expect(read.rows?.slice(60).flat()).toEqual([null, "Infinity", "-Infinity", 51193.142857142855, 1e-7, 0.1]);
  expect(read.made.coerced).toMatchObject([
    { from: "word for no value", count: 1 },
    { from: "word for infinity", count: 2 },
  ]);
});

test("forty columns of dates with months' names take no more memory than other columns", async () => {
  const rows = Array.from({ length: 60 }, (_, at) =>
    Array.from(
      { length: 40 },
      (_, column) => `${1 + (at % 28)} ${["Jan", "März", "october"][column % 3]} 2001`,
    ),
  );
  const read = await load(rows, false);
  expect(read.columns?.map(({ type }) => type)).toEqual(rows[0]?.map(() => "DATE"));
  expect(read).toEqual(await load(rows, true));
});
