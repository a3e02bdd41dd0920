import { describe, expect, it } from "vitest";
import { checkSpec } from "#lib/charts/check-spec.ts";
import { chooseChart, type Hint } from "#lib/charts/choose-chart.ts";
import type { Json } from "#lib/core/schema.ts";
import type { ResultColumn } from "#lib/results/schema.ts";
import { drawSvg } from "./draw-svg.ts";

const text = (name: string): ResultColumn => ({ name, type: "VARCHAR" });
const number = (name: string): ResultColumn => ({ name, type: "DOUBLE" });
const date = (name: string): ResultColumn => ({ name, type: "DATE" });
const many = (n: number, row: (i: number) => Json[]) => Array.from({ length: n }, (_, i) => row(i));
const month = (i: number) => `${2023 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")}-01`;

/** Every chart that is chosen keeps the rules and can be drawn. */
async function chosen(columns: ResultColumn[], rows: Json[][], hint?: Hint) {
  const spec = chooseChart({
    columns,
    rows,
    row_count: rows.length,
    title: "What it shows",
    ...(hint ? { hint } : {}),
  });
  if (spec) {
    expect(checkSpec(spec, columns)).toEqual([]);
    expect(await drawSvg(spec, columns, rows)).toContain("<svg");
  }
  return spec as null | {
    mark: { type: string };
    encoding: Record<string, Record<string, Json>>;
    [key: string]: Json | object;
  };
}

describe("chooseChart", () => {
  it("draws nothing for one number, one row or a table of texts", async () => {
    expect(await chosen([number("avg_amount")], [[12]])).toBeNull();
    expect(await chosen([text("region"), number("total")], [["North", 1]])).toBeNull();
    expect(
      await chosen(
        [text("a"), text("b")],
        many(5, (i) => [`a${i}`, `b${i}`]),
      ),
    ).toBeNull();
  });

  it("draws a category and a number as bars, the longest first", async () => {
    const spec = await chosen(
      [text("region"), number("avg_amount")],
      [
        ["N", 1],
        ["S", 2],
        ["E", 3],
      ],
    );
    expect(spec?.mark.type).toBe("bar");
    expect(spec?.encoding.x).toMatchObject({ field: "region", type: "nominal", sort: "-y" });
    expect(spec?.encoding.y).toMatchObject({
      field: "avg_amount",
      type: "quantitative",
      title: "Average amount",
    });
  });

  it("lays bars down when labels are many or long", async () => {
    const spec = await chosen(
      [text("product"), number("revenue")],
      many(12, (i) => [`product number ${i}`, i]),
    );
    expect(spec?.encoding.y).toMatchObject({ field: "product", sort: "-x" });
  });

  it("draws a time and a number as a line", async () => {
    const spec = await chosen(
      [date("month"), number("total_sales")],
      many(24, (i) => [month(i), i * 1e6]),
    );
    expect(spec?.mark.type).toBe("line");
    expect(spec?.encoding.x).toMatchObject({ field: "month", type: "temporal" });
    expect(spec?.encoding.y).toMatchObject({ scale: { zero: true }, axis: { format: "~s" } });
  });

  it("draws years given as numbers in order, not as amounts", async () => {
    const spec = await chosen(
      [{ name: "year", type: "BIGINT" }, number("total")],
      many(5, (i) => [2020 + i, i]),
    );
    expect(spec?.encoding.x).toMatchObject({ field: "year", type: "ordinal" });
  });

  it("draws one line a category over time, up to twelve", async () => {
    const columns = [date("month"), text("region"), number("total")];
    const spec = await chosen(
      columns,
      many(24, (i) => [month(Math.floor(i / 2)), i % 2 ? "N" : "S", i]),
    );
    expect(spec?.mark.type).toBe("line");
    expect(spec?.encoding.color).toMatchObject({ field: "region" });
    expect(
      await chosen(
        columns,
        many(40, (i) => [month(Math.floor(i / 20)), `r${i % 20}`, i]),
      ),
    ).toBeNull();
  });

  it("groups bars for two categories, and uses a heatmap when both are many", async () => {
    const columns = [text("region"), text("status"), number("count")];
    const grouped = await chosen(
      columns,
      many(8, (i) => [`r${i % 4}`, i < 4 ? "open" : "closed", i]),
    );
    expect(grouped?.encoding.xOffset).toMatchObject({ field: "status" });
    const heat = await chosen(
      columns,
      many(80, (i) => [`r${i % 10}`, `s${Math.floor(i / 10)}`, i]),
    );
    expect(heat?.mark.type).toBe("rect");
  });

  it("draws two numbers as points", async () => {
    const spec = await chosen(
      [number("price"), number("rating")],
      many(30, (i) => [i, i * i]),
    );
    expect(spec?.mark.type).toBe("point");
  });

  it("draws computed bins as a histogram from start to end", async () => {
    const columns = [number("age_bin_start"), number("age_bin_end"), number("count")];
    const spec = await chosen(
      columns,
      many(10, (i) => [i * 10, i * 10 + 10, i]),
    );
    expect(spec?.encoding.x).toMatchObject({ field: "age_bin_start", title: "Age" });
    expect(spec?.encoding.x2).toMatchObject({ field: "age_bin_end" });
    expect(spec?.encoding.y).toMatchObject({ field: "count" });
  });

  it("draws shares of a few parts as a pie, of many as bars", async () => {
    const columns = [text("category"), number("total"), number("share")];
    const pie = await chosen(
      columns,
      many(4, (i) => [`c${i}`, i, i / 6]),
    );
    expect(pie?.mark.type).toBe("arc");
    expect(pie?.encoding.theta).toMatchObject({ field: "share" });
    const bars = await chosen(
      columns,
      many(9, (i) => [`c${i}`, i, i / 36]),
    );
    expect(bars?.mark.type).toBe("bar");
  });

  it.each([
    ["line", "line"],
    ["bar", "bar"],
    ["area", "area"],
  ] as const)("keeps the kind asked for: %s over time", async (hint, mark) => {
    expect(
      (
        await chosen(
          [date("month"), number("total")],
          many(6, (i) => [month(i), i]),
          hint,
        )
      )?.mark.type,
    ).toBe(mark);
  });

  it("draws a pie of a plain total when asked", async () => {
    expect(
      (
        await chosen(
          [text("region"), number("total")],
          [
            ["N", 1],
            ["S", 2],
          ],
          "pie",
        )
      )?.mark.type,
    ).toBe("arc");
  });

  it("works with column names that hold dots, quotes and brackets", async () => {
    const columns = [text(`re"gion.x`), number("sum(a['b'])")];
    expect(
      (
        await chosen(columns, [
          ["N", 1],
          ["S", 2],
        ])
      )?.mark.type,
    ).toBe("bar");
  });
});
