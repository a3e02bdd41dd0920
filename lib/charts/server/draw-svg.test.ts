import { describe, expect, it } from "vitest";
import type { VegaLiteSpec } from "#lib/charts/schema.ts";
import type { Json } from "#lib/core/schema.ts";
import { drawSvg } from "./draw-svg.ts";

const columns = [
  { name: "region", type: "VARCHAR" },
  { name: "avg.amount", type: "DOUBLE" },
  { name: "day", type: "DATE" },
];
const rows: Json[][] = [
  ["North", 12.5, "2024-01-01"],
  ["South <script>alert(1)</script>", 20, "2024-02-01"],
  ["East", "NaN", "2024-03-01"],
];
const bar: VegaLiteSpec = {
  title: "Average amount by region",
  data: { name: "result" },
  mark: "bar",
  encoding: { x: { field: "region", type: "nominal" }, y: { field: "avg.amount", type: "quantitative" } },
};

describe("drawSvg", () => {
  it("draws a bar for each row that has a number, with title, description and the page's text colour", async () => {
    const svg = await drawSvg(bar, columns, rows);
    expect(svg).toMatch(
      /^<svg[^>]*role="img"[^>]*><title>Average amount by region<\/title><desc>Bar chart of region, avg.amount over 3 rows.<\/desc>/,
    );
    expect(svg).toContain("currentColor");
    expect(svg).toContain("Geist");
    expect(svg).toContain(">North<");
    expect(svg.match(/fill="#0d9488"/g)?.length).toBe(2);
  });

  it("takes the name of a column with a dot as the axis title", async () => {
    expect(await drawSvg(bar, columns, rows)).toContain(">avg.amount<");
  });

  it("prints data as text, never as markup", async () => {
    const svg = await drawSvg(bar, columns, rows);
    expect(svg).not.toContain("<script");
    expect(svg).toContain("&lt;script&gt;");
  });

  it("is one picture: its parts have no roles or names of their own, and data that looks like one is kept", async () => {
    const svg = await drawSvg(bar, columns, [['a role="b"', 1, null]]);
    expect(svg.match(/<[^>]* role=/g)).toHaveLength(1);
    expect(svg).not.toContain("aria-roledescription");
    expect(svg).toMatch(/a role=(?:"|&quot;)b/);
  });

  it("shows a date as that date in every zone", async () => {
    const line: VegaLiteSpec = {
      data: { name: "result" },
      mark: "line",
      encoding: {
        x: { field: "day", type: "temporal", axis: { format: "%Y-%m-%d", values: [] } },
        y: { field: "avg.amount", type: "quantitative" },
        text: { field: "day", type: "temporal", format: "%Y-%m-%d" },
      },
    };
    const svg = await drawSvg({ ...line, mark: "text" }, columns, rows);
    expect(svg).toContain("2024-01-01");
    expect(svg).toContain("2024-02-01");
  });

  it("draws no more than 5,000 rows and keeps the size in bounds", async () => {
    const many = Array.from({ length: 50_000 }, (_, i): Json[] => [`r${i}`, i, "2024-01-01"]);
    const points: VegaLiteSpec = {
      data: { name: "result" },
      width: 1e9,
      height: -5,
      mark: "point",
      encoding: {
        x: { field: "avg.amount", type: "quantitative" },
        y: { field: "avg.amount", type: "quantitative" },
      },
    };
    const started = performance.now();
    const svg = await drawSvg(points, columns, many);
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(svg.match(/fill="#0d9488"/g)?.length).toBe(5_000);
    const width = Number(/width="(\d+)"/.exec(svg)?.[1]);
    expect(width).toBeLessThan(1_500);
  });

  it("draws computed bins as wide as they are", async () => {
    const bins: VegaLiteSpec = {
      data: { name: "result" },
      mark: { type: "bar", orient: "vertical" },
      encoding: {
        x: { field: "bin_start", type: "quantitative" },
        x2: { field: "bin_end" },
        y: { field: "count", type: "quantitative" },
      },
    };
    const named = ["bin_start", "bin_end", "count"].map((name) => ({ name, type: "DOUBLE" }));
    const svg = await drawSvg(bins, named, [
      [0, 10, 4],
      [10, 20, 9],
    ]);
    const widths = [...svg.matchAll(/d="M[\d.]+,[\d.]+h([\d.]+)v[^"]*" fill="#0d9488"/g)].map(([, width]) =>
      Number(width),
    );
    expect(widths).toHaveLength(2);
    for (const width of widths) expect(width).toBeGreaterThan(100);
  });

  it("refuses a thousand panels with a sentence", async () => {
    const many = Array.from({ length: 1_000 }, (_, i): Json[] => [`r${i}`, i, "2024-01-01"]);
    const spec = {
      ...bar,
      encoding: { ...(bar.encoding as object), row: { field: "region" } },
    } as VegaLiteSpec;
    await expect(drawSvg(spec, columns, many)).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("1000 panels"),
    });
  });

  it("names what Vega-Lite cannot compile", async () => {
    const broken: VegaLiteSpec = { data: { name: "result" }, hconcat: "x" };
    await expect(drawSvg(broken, columns, rows)).rejects.toMatchObject({
      code: "invalid",
      errors: [{ path: "vega_lite_spec", message: expect.any(String) }],
    });
  });
});
