import { describe, expect, it } from "vitest";
import type { Json } from "#lib/core/schema.ts";
import { alternativesTo } from "./change-mark.ts";
import { checkSpec } from "./check-spec.ts";
import {
  assignColors,
  type ChartWithRows,
  colorsOfSession,
  type SeriesColors,
  withSeriesColors,
} from "./series-colors.ts";
import { SERIES_COLORS } from "./theme.ts";

const COLUMNS = [
  { name: "month", type: "DATE" },
  { name: "region", type: "VARCHAR" },
  { name: "revenue", type: "DOUBLE" },
];
const ROWS: Json[][] = [
  ["2024-01-01", "South", 1],
  ["2024-01-01", "North", 2],
  ["2024-02-01", "South", 3],
];
const SPEC = {
  data: { name: "result" },
  mark: "line",
  encoding: {
    x: { field: "month" },
    y: { field: "revenue", type: "quantitative" },
    color: { field: "region", type: "nominal" },
  },
};
const BARS: ChartWithRows = {
  spec: {
    data: { name: "result" },
    mark: "bar",
    encoding: {
      x: { field: "region", type: "nominal" },
      y: { field: "revenue", type: "quantitative" },
    },
  },
  columns: COLUMNS.slice(1),
  rows: [
    ["West", 1],
    ["South", 2],
  ],
};
const lines = (...names: (string | null)[]): ChartWithRows => ({
  spec: SPEC,
  columns: COLUMNS,
  rows: names.map((name) => ["2024-01-01", name, 1]),
});
const drawn = (chart: ChartWithRows, known: SeriesColors = new Map()): ChartWithRows => ({
  ...chart,
  spec: withSeriesColors(chart, known),
});
const scaleOf = (chart: ChartWithRows) =>
  (chart.spec as { encoding: { color: { scale?: { domain: Json[]; range: string[] } } } }).encoding.color
    .scale;
const colorIn = (chart: ChartWithRows, name: Json) =>
  scaleOf(chart)?.range[scaleOf(chart)?.domain.indexOf(name) ?? -1];
const pieOf = (chart: ChartWithRows): ChartWithRows => {
  const pie = alternativesTo(chart.spec, chart.columns, chart.rows).find(({ kind }) => kind === "arc");
  return { ...chart, spec: pie!.spec };
};

describe("the colours of one chart", () => {
  it("go by the order of its names, as the theme has them", () => {
    expect([...assignColors(["b", "a"])]).toEqual([
      ["b", SERIES_COLORS[0]],
      ["a", SERIES_COLORS[1]],
    ]);
  });

  it("are taken from names that stand elsewhere before two names of the chart share one", () => {
    const known = assignColors(SERIES_COLORS.map((_, at) => `s${at}`));
    const colors = assignColors(["s0", "new"], known);
    expect(colors.get("s0")).toBe(known.get("s0"));
    expect(colors.get("new")).not.toBe(colors.get("s0"));
  });

  it("tell two names apart that share one elsewhere", () => {
    const known = new Map([
      ["a", SERIES_COLORS[3]],
      ["b", SERIES_COLORS[3]],
    ]);
    const colors = assignColors(["a", "b"], known);
    expect(colors.get("a")).toBe(SERIES_COLORS[3]);
    expect(colors.get("b")).not.toBe(SERIES_COLORS[3]);
  });

  it("begin again when there are more names than colours", () => {
    const names = Array.from({ length: SERIES_COLORS.length + 2 }, (_, at) => `s${at}`);
    const colors = [...assignColors(names).values()];
    expect(new Set(colors)).toEqual(new Set(SERIES_COLORS));
    expect(colors).toHaveLength(names.length);
  });
});

describe("a chart's series", () => {
  it("get their colours written down in Vega-Lite's order, within the rules of charts", () => {
    const chart = drawn({ spec: SPEC, columns: COLUMNS, rows: ROWS }, new Map([["South", SERIES_COLORS[4]]]));
    expect(scaleOf(chart)).toEqual({
      domain: ["North", "South"],
      range: [SERIES_COLORS[0], SERIES_COLORS[4]],
    });
    expect(checkSpec(chart.spec, COLUMNS)).toEqual([]);
    expect(SPEC.encoding.color).not.toHaveProperty("scale");
  });

  it("keep the legend's order: by an amount, by a list, backwards", () => {
    const sorted = (sort: Json) => ({
      columns: COLUMNS,
      rows: ROWS,
      spec: { ...SPEC, encoding: { ...SPEC.encoding, color: { ...SPEC.encoding.color, sort } } },
    });
    const byAmount = { field: "revenue", order: "descending" };
    expect(scaleOf(drawn(sorted(byAmount)))?.domain).toEqual(["South", "North"]);
    expect(scaleOf(drawn(sorted(["South"])))?.domain).toEqual(["South", "North"]);
    expect(scaleOf(drawn(sorted("descending")))?.domain).toEqual(["South", "North"]);
    expect(scaleOf(drawn(sorted(null)))?.domain).toEqual(["South", "North"]);
  });

  it("may be missing values, numbers, booleans and structures", () => {
    expect(scaleOf(drawn(lines("b", null, "a")))?.domain).toEqual([null, "a", "b"]);
    const columns = [
      ...COLUMNS.slice(0, 1),
      { name: "region", type: "STRUCT(a INTEGER)" },
      ...COLUMNS.slice(2),
    ];
    expect(scaleOf(drawn({ spec: SPEC, columns, rows: [["2024-01-01", { a: 1 }, 2]] }))?.domain).toEqual([
      '{"a":1}',
    ]);
    const numbers = drawn({
      spec: SPEC,
      columns: COLUMNS,
      rows: [10, 9, true].map((v) => ["2024-01-01", v, 1]),
    });
    expect(scaleOf(numbers)?.domain).toEqual([9, 10, true]);
  });

  it("stay as they are where the spec chooses, where colour is an amount, and where they are too many", () => {
    const colored = (color: { [key: string]: Json }): ChartWithRows => ({
      spec: { ...SPEC, encoding: { ...SPEC.encoding, color } },
      columns: COLUMNS,
      rows: ROWS,
    });
    for (const chart of [
      colored({ field: "region", scale: { range: ["#333333"] } }),
      colored({ field: "revenue", type: "quantitative" }),
      colored({ field: "region", type: "ordinal" }),
      colored({ field: "month" }),
      lines(...Array.from({ length: 25 }, (_, at) => `r${at}`)),
    ])
      expect(drawn(chart).spec).toEqual(chart.spec);
  });

  it("of laid-over views share one scale, those of views side by side have their own", () => {
    const view = { mark: "line", encoding: SPEC.encoding };
    const layered = { data: { name: "result" }, layer: [view, { ...view, mark: "point" }] };
    const written = { color: { scale: { domain: ["North", "South"] } } };
    expect(drawn({ spec: layered, columns: COLUMNS, rows: ROWS }).spec).toMatchObject({
      layer: [{ encoding: written }, { encoding: written }],
    });
    const beside = { data: { name: "result" }, hconcat: [view, layered] };
    expect(drawn({ spec: beside, columns: COLUMNS, rows: ROWS }).spec).toMatchObject({
      hconcat: [{ encoding: written }, { layer: [{ encoding: written }, {}] }],
    });
  });
});

describe("the colours of a session", () => {
  it("stay with a name in every later chart, whatever stands beside it", () => {
    const first = drawn(lines("East", "North", "South"));
    const second = drawn(lines("South", "West"), colorsOfSession([first]));
    expect(colorIn(second, "South")).toBe(colorIn(first, "South"));
    expect(scaleOf(first)?.range).not.toContain(colorIn(second, "West"));
  });

  it("are the first that a name had", () => {
    const first = drawn(lines("a"), new Map([["a", SERIES_COLORS[2]]]));
    const odd = drawn(lines("a"), new Map([["a", SERIES_COLORS[5]]]));
    expect(colorsOfSession([first, odd]).get("a")).toBe(SERIES_COLORS[2]);
  });

  it("are those of bars drawn as a pie, before and after a chart of the same names", () => {
    const pie = drawn(pieOf(BARS), colorsOfSession([BARS]));
    const later = drawn(lines("North", "South"), colorsOfSession([BARS]));
    expect(colorIn(later, "South")).toBe(colorIn(pie, "South"));
    const pieAfter = drawn(pieOf(BARS), colorsOfSession([BARS, later]));
    expect(scaleOf(pieAfter)).toEqual(scaleOf(pie));
  });

  it("go with a pie that is drawn as bars", () => {
    const pie = drawn(pieOf(BARS), new Map([["South", SERIES_COLORS[6]]]));
    const bars = alternativesTo(pie.spec, pie.columns, pie.rows).find(({ kind }) => kind === "bar");
    expect(colorIn({ ...pie, spec: bars!.spec }, "South")).toBe(SERIES_COLORS[6]);
  });

  it("take nothing over that somebody chose outside the palette", () => {
    const own = { field: "region", type: "nominal", scale: { domain: ["North"], range: ["#ff0000"] } };
    const chart = { ...lines("North"), spec: { ...SPEC, encoding: { ...SPEC.encoding, color: own } } };
    expect(colorsOfSession([chart]).get("North")).toBeUndefined();
  });
});
