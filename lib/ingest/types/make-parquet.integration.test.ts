import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { MakeParquetInput } from "#e2e/support/make-parquet-module.ts";
import type { Json } from "#lib/core/schema.ts";
import { quoteString } from "#lib/engine/quote.ts";
import { runModule } from "#lib/engine/run-module.ts";
import { runTrusted } from "#lib/engine/run-trusted.ts";
import type { Made } from "./made.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "veritable-types-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Columns = Record<string, (string | null)[]>;
type Options = Partial<Pick<MakeParquetInput, "decimal" | "date_order" | "types">> & { sample_rows?: number };
type Table = Omit<Options, "sample_rows"> & Pick<MakeParquetInput, "sample" | "sample_is_whole">;
interface Read {
  made: Made;
  rows: Json[][];
  rejects: string | null;
}

/** Writes the columns as CSV, makes Parquet of it in a child and reads that back. */
async function load(columns: Columns, { sample_rows, ...options }: Options = {}): Promise<Read> {
  const names = Object.keys(columns);
  const length = Math.max(...Object.values(columns).map((cells) => cells.length));
  const rows = Array.from({ length }, (_, at) => names.map((name) => columns[name]?.[at] ?? null));
  const text = [names, ...rows].map((row) => `${row.map(field).join(",")}\n`).join("");
  const sample = rows.slice(0, sample_rows).map((row) => row.map((cell) => (cell === "" ? null : cell)));
  return loadText(text, names, { ...options, sample, sample_is_whole: sample_rows === undefined });
}

function field(cell: string | null): string {
  return cell === null ? "" : `"${cell.replaceAll('"', '""')}"`;
}

async function loadText(text: string, names: string[], options: Table): Promise<Read> {
  const [path, output_path] = [join(folder, "in.csv"), join(folder, "out.parquet")];
  const rejects_path = join(folder, "rejects.csv");
  await rm(rejects_path, { force: true });
  await writeFile(path, text);
  const input: MakeParquetInput = { path, names, delimiter: ",", output_path, rejects_path, ...options };
  const answer = await runModule({
    module: "e2e/support/make-parquet-module.ts",
    input,
    read_paths: [path],
    write_paths: [output_path, rejects_path],
    scratch: ["rows"],
    timeout_ms: 60_000,
  });
  const made = answer as Made;
  if ("fault" in made) return { made, rows: [], rejects: null };
  const [back] = await runTrusted({
    statements: [`FROM read_parquet(${quoteString(output_path)})`],
    read_paths: [output_path],
    write_paths: [],
  });
  const rejects = await readFile(rejects_path, "utf8").catch(() => null);
  return { made, rows: back?.rows ?? [], rejects };
}

const many = (length: number, at: Record<number, string> = {}) =>
  Array.from({ length }, (_, row) => at[row] ?? String(row + 1));
const column = (rows: Json[][], at: number) => rows.map((row) => row[at]);

test("clean columns get their types with nothing to tell", async () => {
  const { made, rows } = await load({
    "we\"ird '; --": ["1", "-2", null],
    select: ["1.5", "2", "1e-3"],
    day: ["2024-01-05", "2024-02-29", null],
    at: ["2024-01-05 10:20:30", "2024-01-05T10:20:30.5", null],
    yes: ["true", "FALSE", null],
    text: [" kept ", "n/a", null],
    nothing: [null, null, null],
  });
  expect(made.columns.map(({ type }) => type)).toEqual([
    "BIGINT",
    "DOUBLE",
    "DATE",
    "TIMESTAMP",
    "BOOLEAN",
    "VARCHAR",
    "VARCHAR",
  ]);
  expect(made).toMatchObject({
    rows_read: 3,
    rows_rejected: 0,
    coerced: [],
    warnings: [],
    decimal: ".",
    date_order: null,
  });
  expect(rows).toEqual([
    [1, 1.5, "2024-01-05", "2024-01-05T10:20:30", true, " kept ", null],
    [-2, 2, "2024-02-29", "2024-01-05T10:20:30.5", false, "n/a", null],
    [null, 0.001, null, null, null, null, null],
  ]);
});

test("what people write is converted, and every conversion counted", async () => {
  const { made, rows } = await load({
    amount: ["1.234,56 €", "-12,00 €", "0 €", "n/a"],
    share: ["12 %", "5,5%", "-3%", "100 %"],
    day: ["01.02.2024", "13.02.2024", " 5.3.2024", "-"],
    ok: ["ja", "nein", "Ja", "  "],
    account: ["00123", "00456", "7", "8"],
    card: ["12345678901234567890", "1", "2", "3"],
  });
  expect(rows).toEqual([
    [1234.56, 0.12, "2024-02-01", true, "00123", "12345678901234567890"],
    [-12, 0.055, "2024-02-13", false, "00456", 1],
    [0, -0.03, "2024-03-05", true, "7", 2],
    [null, 1, null, null, "8", 3],
  ]);
  expect(made).toMatchObject({ decimal: ",", date_order: "dmy", rows_rejected: 0 });
  const told = made.coerced.map(({ column: name, from, count }) => `${name} ${from} ${count}`);
  expect(told).toEqual([
    "amount word for no value 1",
    "amount decimal comma 2",
    "amount thousands mark 1",
    "amount currency 3",
    "share decimal comma 1",
    "share percentage 4",
    "day word for no value 1",
    "day spaces 1",
    "day date as day, month, year 3",
    "ok blank 1",
    "ok boolean word 3",
  ]);
});

describe("surprises after the sample", () => {
  test("numbers of another kind widen the type, with the value and its line", async () => {
    const { made, rows } = await load(
      {
        whole: many(3000, { 2000: "2.5" }),
        long: many(3000, { 2000: "12345678901234567890" }),
        day: many(3000).map((_, at) => (at === 2000 ? "2024-01-05 10:20" : "2024-01-05")),
        grouped: many(3000, { 2000: "1,234" }),
      },
      { sample_rows: 500 },
    );
    expect(made.columns.map(({ type }) => type)).toEqual(["DOUBLE", "DECIMAL(38,0)", "TIMESTAMP", "BIGINT"]);
    expect(rows[2000]).toEqual([2.5, "12345678901234567890", "2024-01-05T10:20:00", 1234]);
    expect(made.rows_rejected).toBe(0);
    expect(made.warnings.filter((warning) => warning.includes("line 2002"))).toHaveLength(3);
    expect(made.coerced).toContainEqual(
      expect.objectContaining({ column: "grouped", from: "thousands mark", count: 1 }),
    );
  });

  test("one strange value in ten thousand is rejected with its row, and listed", async () => {
    const { made, rows, rejects } = await load(
      { id: many(10_000, { 5000: "abc" }), name: many(10_000, { 3: "two\nlines", 5000: 'O"Neill' }) },
      { sample_rows: 500 },
    );
    expect(made).toMatchObject({ rows_read: 10_000, rows_rejected: 1 });
    expect(made.rejects).toEqual([
      { line: 5003, column: "id", reason: '"abc" is no whole number', text: 'abc,O"Neill' },
    ]);
    expect(rows).toHaveLength(9_999);
    expect(rejects).toBe('line,column,reason,text\n5003,"id","""abc"" is no whole number","abc,O""Neill"\n');
  });

  test("more of them, and identifiers, make the column text without loss", async () => {
    const { made, rows } = await load(
      { few: many(20_000, { 4000: "abc", 4500: "x", 4600: "y" }), code: many(20_000, { 15000: "007" }) },
      { sample_rows: 500 },
    );
    expect(made.columns.map(({ type }) => type)).toEqual(["VARCHAR", "VARCHAR"]);
    expect(made.rows_rejected).toBe(0);
    expect(made.warnings).toEqual([
      '"few" stays text: "abc" on line 4002 is no whole number, and 2 more like it.',
      '"code" stays text: "007" on line 15002 is no whole number.',
    ]);
    expect(column(rows.slice(0, 5000), 0)[4000]).toBe("abc");
  });

  test("the order of day and month is that of the whole column", async () => {
    const days = Array.from({ length: 2000 }, (_, at) => (at === 1999 ? "25/12/2024" : "03/04/2024"));
    const { made, rows } = await load({ days }, { sample_rows: 100 });
    expect(made.date_order).toBe("dmy");
    expect(column(rows, 0).slice(-2)).toEqual(["2024-04-03", "2024-12-25"]);
  });
});

test("a person's wish wins: what does not fit is rejected whatever its number", async () => {
  const { made, rows } = await load(
    { a: ["1", "x", "007", "y"], b: ["yes", "1", "0", "no"] },
    { types: { a: "number", b: "boolean" } },
  );
  expect(rows).toEqual([
    [1, true],
    [7, false],
  ]);
  expect(made).toMatchObject({ rows_read: 4, rows_rejected: 2 });
  expect(made.rejects.map(({ line, text }) => [line, text])).toEqual([
    [3, "x,1"],
    [5, "y,no"],
  ]);
});

test("rows of another width, open quotes and foreign bytes are a fault of reading", async () => {
  const sample = [["1", "2"]];
  for (const text of ["a,b\n1,2\n3,4,5\n", 'a,b\n1,2\n"3,4\n', "a,b\n1,2\n3\n"]) {
    const { made } = await loadText(text, ["a", "b"], { sample });
    expect(made).toEqual({ fault: "ReadingFault" });
  }
});

test("no rows, and very many columns", async () => {
  const none = await loadText("a,b\n", ["a", "b"], { sample: [] });
  expect(none).toMatchObject({
    rows: [],
    made: { rows_read: 0, columns: [{ type: "VARCHAR" }, { type: "VARCHAR" }] },
  });
  const wide = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`c${at}`, ["1", "n/a"]]));
  const { made, rows } = await load(wide);
  expect(made.coerced).toHaveLength(200);
  expect(rows[1]?.every((value) => value === null)).toBe(true);
});

describe("whatever is written in a locale reads back", () => {
  const marks = fc.constantFrom([".", ","], [",", "."], [",", " "], [".", "'"], [".", ""], [",", ""]);
  test("amounts", async () => {
    await fc.assert(
      fc.asyncProperty(
        marks,
        fc.array(fc.integer({ min: -1e11, max: 1e11 }), { minLength: 1, maxLength: 50 }),
        async ([decimal, group], cents) => {
          const values = [...cents, 123_456_705].map((each) => each / 100);
          const written = values.map((value) => {
            const [whole = "", rest = ""] = Math.abs(value).toFixed(2).split(".");
            return `${value < 0 ? "-" : ""}${whole.replace(/\B(?=(\d{3})+$)/g, group ?? "")}${decimal}${rest}`;
          });
          const { rows } = await load({ written });
          expect(column(rows, 0)).toEqual(values.map((value) => (value === 0 ? 0 : value)));
        },
      ),
      { numRuns: 25 },
    );
  });

  test("floating numbers as programs print them", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 50 }),
        async (values) => {
          const { rows } = await load({ written: ["0.5", ...values.map(String)] });
          expect(
            column(rows, 0)
              .slice(1)
              .map((value) => Number(value) + 0),
          ).toEqual(values.map((value) => value + 0));
        },
      ),
      { numRuns: 25 },
    );
  });

  test("dates", async () => {
    const orders = fc.constantFrom("ymd", "dmy", "mdy");
    const dates = fc.array(
      fc.date({ min: new Date("1970-01-01"), max: new Date("2068-12-31"), noInvalidDate: true }),
      { minLength: 1, maxLength: 50 },
    );
    await fc.assert(
      fc.asyncProperty(
        orders,
        fc.constantFrom("/", "-", "."),
        fc.boolean(),
        dates,
        async (order, separator, short, some) => {
          const days = [...some.map((date) => date.toISOString().slice(0, 10)), "2024-12-31"];
          const written = days.map((day) => {
            const [y = "", m = "", d = ""] = day.split("-");
            const year = short && order !== "ymd" ? y.slice(2) : y;
            const parts: Record<string, string> = { y: year, m, d };
            return [...order].map((part) => parts[part]).join(separator);
          });
          const { rows } = await load({ written });
          expect(column(rows, 0)).toEqual(days);
        },
      ),
      { numRuns: 25 },
    );
  });
});
