import { expect, test } from "vitest";
import { loadParts } from "#e2e/support/load-parts.ts";
import { editedParquet } from "#e2e/support/parquet-files.ts";

const files = loadParts();

const typed = (columns: { name: string; type: string }[]) =>
  columns.map(({ name, type }) => `${name} ${type}`);

const LINES = [
  '{"id": 7, "price": 1.50, "day": "2024-01-05", "paid": "yes", "n": {"code": 12}}',
  '{"id": 8, "price": 2, "day": "soon", "paid": "no", "n": {"code": 13}}',
  '{"id": 9, "price": null, "day": "2024-02-01", "paid": "no", "n": {"code": null}}',
].join("\n");

test("columns of JSON become what a person says; what is not is a reject", async () => {
  const { columns, rows, loaded } = await files.one("t.ndjson", LINES, {
    wish: { types: { price: "text", day: "date", paid: "boolean", "n.code": "text" } },
  });
  expect(typed(columns)).toEqual([
    "id BIGINT",
    "price VARCHAR",
    "day DATE",
    "paid BOOLEAN",
    "n.code VARCHAR",
  ]);
  expect(rows).toEqual([
    [7, "1.50", "2024-01-05", true, "12"],
    [9, null, "2024-02-01", false, null],
  ]);
  expect(loaded).toMatchObject({
    rows_read: 3,
    rows_rejected: 1,
    rejects: [{ line: null, column: "day", reason: "not a date", text: "soon" }],
  });
  expect(loaded?.coerced).toContainEqual({
    column: "day",
    from: "VARCHAR",
    to: "DATE",
    count: 3,
    note: "Read as date, as was asked.",
  });
});

test("columns of Parquet too, and long numbers keep their digits", async () => {
  const bytes = await editedParquet(
    "SELECT * FROM (VALUES ('12', '12345678901234567890', 1, [1]), ('x', '2', 0, [2]), (' 3 ', NULL, 1, NULL)) t(a, b, c, l)",
  );
  const { columns, rows, loaded } = await files.one("t.parquet", bytes, {
    wish: { types: { a: "number", b: "number", c: "text", l: "text", nowhere: "date" } },
  });
  expect(typed(columns)).toEqual(["a BIGINT", "b DECIMAL(38,0)", "c VARCHAR", "l VARCHAR"]);
  expect(rows).toEqual([
    [12, expect.anything(), "1", "[1]"],
    [3, null, "1", null],
  ]);
  expect(String(rows[0]?.[1])).toBe("12345678901234567890");
  expect(loaded).toMatchObject({ rows_read: 3, rows_rejected: 1, rejects: [{ column: "a", text: "x" }] });
});

test("a type that no value has is refused with a sentence, by a preview too", async () => {
  const wish = { types: { day: "boolean" } } as const;
  expect((await files.one("t.ndjson", LINES, { wish })).fault).toMatch(
    /None of the values of "day" is a boolean/,
  );
  expect(await files.preview("t.ndjson", LINES, { wish })).toMatchObject({ fault: expect.any(String) });
});

test("a preview shows the types that were asked for", async () => {
  const preview = await files.preview("t.ndjson", LINES, { wish: { types: { day: "date", id: "text" } } });
  expect(preview).toMatchObject({ rejects: [{ column: "day", text: "soon" }] });
  if ("fault" in preview) throw new Error(preview.fault);
  expect(typed(preview.columns).slice(0, 3)).toEqual(["id VARCHAR", "price DOUBLE", "day DATE"]);
  expect(preview.rows.map(([id]) => id)).toEqual(["7", "9"]);
});
