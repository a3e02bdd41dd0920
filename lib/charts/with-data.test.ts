import { describe, expect, it } from "vitest";
import type { Json } from "#lib/core/schema.ts";
import { momentOf, themeFor, withData } from "./with-data.ts";

type Drawn = { data: { values: Record<string, Json>[] }; encoding: Record<string, Record<string, Json>> };
const drawn = (spec: object, columns: { name: string; type: string }[], rows: Json[][]) =>
  withData({ data: { name: "result" }, mark: "bar", ...spec } as never, columns, rows) as unknown as Drawn;

describe("withData", () => {
  it("turns rows into objects and fills in the types the columns tell", () => {
    const out = drawn(
      { encoding: { x: { field: "region" }, y: { field: "total" } } },
      [
        { name: "region", type: "VARCHAR" },
        { name: "total", type: "HUGEINT" },
      ],
      [["N", "170141183460469231731687303715884105727"]],
    );
    expect(out.encoding).toMatchObject({ x: { type: "nominal" }, y: { type: "quantitative" } });
    expect(out.data.values).toEqual([{ region: "N", total: 1.7014118346046923e38 }]);
  });

  it("hands names that mean paths to Vega over under a plain key, with the name as title", () => {
    const out = drawn(
      { encoding: { x: { field: "a\\.b" }, y: { field: "__proto__" } } },
      [
        { name: "a.b", type: "VARCHAR" },
        { name: "__proto__", type: "DOUBLE" },
      ],
      [["x", 1]],
    );
    const { x, y } = out.encoding;
    expect(x).toMatchObject({ title: "a.b" });
    expect(out.data.values[0]?.[String(x?.field)]).toBe("x");
    expect(out.data.values[0]?.[String(y?.field)]).toBe(1);
  });

  it("keeps a date's text for labels and its moment for a time axis", () => {
    const out = drawn(
      { encoding: { x: { field: "day", type: "temporal" }, color: { field: "day", type: "nominal" } } },
      [{ name: "day", type: "DATE" }],
      [["2024-03-01"]],
    );
    const values = out.data.values[0] ?? {};
    expect(values[String(out.encoding.color?.field)]).toBe("2024-03-01");
    expect(new Date(Number(values[String(out.encoding.x?.field)])).getDate()).toBe(1);
  });

  it("draws nothing for NaN, infinities and words among numbers", () => {
    const out = drawn(
      { encoding: { y: { field: "v" } } },
      [{ name: "v", type: "DOUBLE" }],
      [["NaN"], ["-Infinity"], [null], [2]],
    );
    expect(out.data.values.map((row) => row.v)).toEqual([null, null, null, 2]);
  });

  it("draws at most 5,000 rows", () => {
    expect(
      drawn(
        { encoding: {} },
        [{ name: "v", type: "DOUBLE" }],
        Array.from({ length: 6000 }, (_, i) => [i]),
      ).data.values,
    ).toHaveLength(5000);
  });
});

describe("momentOf", () => {
  it.each([
    ["2024-03-01", [2024, 3, 1, 0, 0]],
    ["2024-03-31T23:59:58.5", [2024, 3, 31, 23, 59]],
    ["2024-03-31T23:59:58Z", [2024, 3, 31, 23, 59]],
    ["2024-07", [2024, 7, 1, 0, 0]],
    ["0099-01-02", [99, 1, 2, 0, 0]],
  ])("%s shows the same day and hour on the local clock", (value, [year, month, day, hour, minute]) => {
    const date = new Date(Number(momentOf(value)));
    expect([
      date.getFullYear(),
      date.getMonth() + 1,
      date.getDate(),
      date.getHours(),
      date.getMinutes(),
    ]).toEqual([year, month, day, hour, minute]);
  });
  it("is null for what is no date", () => {
    expect(momentOf("soon")).toBeNull();
    expect(momentOf(null)).toBeNull();
  });
});

describe("themeFor", () => {
  it("takes the page's own text colour when the chart stands in a page", () => {
    expect(JSON.stringify(themeFor("neutral"))).toContain("currentColor");
    expect(JSON.stringify(themeFor("dark"))).not.toContain("currentColor");
  });
});
