import { describe, expect, it } from "vitest";
import type { ResultColumn } from "#lib/results/schema.ts";
import { checkSpec } from "./check-spec.ts";

const columns: ResultColumn[] = [
  { name: "region", type: "VARCHAR" },
  { name: "avg_amount", type: "DOUBLE" },
  { name: "net.total", type: "DOUBLE" },
  { name: "a[0]", type: "DOUBLE" },
];
const bar = {
  $schema: "https://vega.github.io/schema/vega-lite/v6.json",
  title: "Average amount by region",
  data: { name: "result" },
  mark: { type: "bar", tooltip: true },
  encoding: {
    x: { field: "region", type: "nominal", sort: "-y", axis: { labelAngle: 0 } },
    y: { field: "avg_amount", type: "quantitative", axis: { format: ",.2f", values: [0, 10] }, stack: null },
    color: { value: "#0d9488" },
  },
};
const paths = (spec: unknown) => checkSpec(spec, columns).map((error) => error.path);
const withEncoding = (encoding: object) => ({ ...bar, encoding: { ...bar.encoding, ...encoding } });

describe("checkSpec lets through what only draws", () => {
  it("a bar with styling, sorting and number formats", () => {
    expect(checkSpec(bar, columns)).toEqual([]);
  });
  it("columns whose names hold dots and brackets, escaped or as they are", () => {
    for (const field of ["net.total", "net\\.total", "['net.total']", "a[0]", "a\\[0\\]"])
      expect(checkSpec(withEncoding({ y: { field, type: "quantitative" } }), columns)).toEqual([]);
  });
  it("layers, facets, concats and repeats over columns", () => {
    const { encoding, mark, data } = bar;
    expect(
      paths({
        data,
        encoding,
        layer: [{ mark }, { mark: "text", encoding: { text: { field: "avg_amount" } } }],
      }),
    ).toEqual([]);
    expect(paths({ data, facet: { field: "region" }, spec: { mark, encoding } })).toEqual([]);
    expect(
      paths({
        data,
        hconcat: [
          { mark, encoding },
          { mark: "point", encoding },
        ],
      }),
    ).toEqual([]);
    expect(
      paths({
        data,
        repeat: ["avg_amount", "net.total"],
        spec: { mark, encoding: { y: { field: { repeat: "repeat" }, type: "quantitative" } } },
      }),
    ).toEqual([]);
  });
  it("a title that only sounds like an address", () => {
    expect(paths({ ...bar, title: "Data: amounts, see https in the notes" })).toEqual([]);
  });
  it("selections for hover and legend", () => {
    const params = [{ name: "picked", select: { type: "point", fields: ["region"] }, bind: "legend" }];
    const opacity = { condition: { param: "picked", value: 1 }, value: 0.2 };
    expect(paths({ ...withEncoding({ opacity }), params })).toEqual([]);
  });
});

describe("checkSpec refuses data from anywhere but the Result", () => {
  it.each([
    [{ ...bar, data: { url: "https://example.org/x.csv" } }, "data.url"],
    [{ ...bar, data: { name: "result", values: [{ a: 1 }] } }, "data.values"],
    [{ ...bar, data: { name: "other" } }, "data.name"],
    [{ ...bar, data: { sequence: { start: 0, stop: 9 } } }, "data.sequence"],
    [{ ...bar, data: undefined }, "data"],
    [{ ...bar, datasets: { result: [] } }, "datasets"],
    [
      { data: bar.data, layer: [{ mark: "bar", encoding: bar.encoding, data: { values: [] } }] },
      "layer.0.data.values",
    ],
  ])("%#", (spec, path) => {
    expect(paths(spec)).toContain(path);
  });
});

describe("checkSpec refuses what computes", () => {
  it.each([
    [{ ...bar, transform: [{ calculate: "1", as: "x" }] }, "transform"],
    [withEncoding({ y: { field: "avg_amount", aggregate: "mean" } }), "encoding.y.aggregate"],
    [withEncoding({ y: { aggregate: "count" } }), "encoding.y.aggregate"],
    [withEncoding({ x: { field: "avg_amount", bin: true } }), "encoding.x.bin"],
    [withEncoding({ x: { field: "region", timeUnit: "year" } }), "encoding.x.timeUnit"],
    [withEncoding({ y: { datum: 50 } }), "encoding.y.datum"],
    [withEncoding({ color: { datum: "made up" } }), "encoding.color.datum"],
    [withEncoding({ y: { value: 50 } }), "encoding.y.value"],
    [withEncoding({ text: { value: "42 %" } }), "encoding.text.value"],
    [withEncoding({ tooltip: { value: "42 %" } }), "encoding.tooltip.value"],
    [withEncoding({ tooltip: [{ field: "region" }, { value: "42" }] }), "encoding.tooltip.1.value"],
    [
      withEncoding({ x: { field: "region", axis: { labelExpr: "datum.value" } } }),
      "encoding.x.axis.labelExpr",
    ],
    [withEncoding({ x: { field: "region", axis: { format: "'9,999'" } } }), "encoding.x.axis.format"],
    [withEncoding({ y: { field: "avg_amount", impute: { value: 0 } } }), "encoding.y.impute"],
    [
      withEncoding({ y: { field: "avg_amount", scale: { domain: { expr: "[0,1]" } } } }),
      "encoding.y.scale.domain.expr",
    ],
    [
      withEncoding({ opacity: { condition: { test: "datum.x > 1", value: 1 }, value: 0 } }),
      "encoding.opacity.condition.test",
    ],
    [
      withEncoding({ opacity: { condition: [{ param: "p", value: { expr: "1" } }], value: 0 } }),
      "encoding.opacity.condition.0.value.expr",
    ],
    [{ ...bar, mark: { type: "bar", width: { expr: "9" } } }, "mark.width.expr"],
    [{ ...bar, mark: { type: "text", text: "42 %" } }, "mark.text"],
    [{ ...bar, mark: "boxplot" }, "mark"],
    [{ ...bar, params: [{ name: "n", value: 3 }] }, "params.0.value"],
    [{ ...bar, params: [{ name: "n", expr: "1+1" }] }, "params.0.expr"],
    [{ ...bar, title: { text: { expr: "now()" } } }, "title.text.expr"],
    [{ ...bar, config: { axis: { labelExpr: "1" } } }, "config.axis.labelExpr"],
  ])("%#", (spec, path) => {
    expect(paths(spec)).toContain(path);
  });
});

describe("checkSpec refuses what points outside", () => {
  it.each([
    [withEncoding({ href: { field: "region" } }), "encoding.href"],
    [withEncoding({ url: { field: "region" } }), "encoding.url"],
    [{ ...bar, mark: { type: "bar", href: "https://example.org" } }, "mark.href"],
    [{ ...bar, mark: "image" }, "mark"],
    [{ ...bar, mark: "geoshape" }, "mark"],
    [{ ...bar, mark: { type: "bar", fill: "url(https://example.org/x)" } }, "mark.fill"],
    [{ ...bar, usermeta: { embedOptions: { loader: {} } } }, "usermeta"],
    [{ ...bar, $schema: "https://vega.github.io/schema/vega/v6.json" }, "$schema"],
  ])("%#", (spec, path) => {
    expect(paths(spec)).toContain(path);
  });
});

describe("checkSpec refuses fields that are no columns", () => {
  it("with the nearest name", () => {
    expect(checkSpec(withEncoding({ y: { field: "avg_amuont", type: "quantitative" } }), columns)).toEqual([
      {
        path: "encoding.y.field",
        message: 'the Result has no column "avg_amuont"; did you mean "avg_amount"?',
      },
    ]);
  });
  it.each([
    [withEncoding({ x: { field: "region", sort: { field: "nope", op: "sum" } } }), "encoding.x.sort.field"],
    [withEncoding({ y: { field: "region.name" } }), "encoding.y.field"],
    [withEncoding({ tooltip: [{ field: "nope" }] }), "encoding.tooltip.0.field"],
    [
      withEncoding({ color: { condition: { param: "p", field: "nope" }, value: "grey" } }),
      "encoding.color.condition.field",
    ],
    [
      { data: bar.data, facet: { row: { field: "nope" } }, spec: { mark: "bar", encoding: bar.encoding } },
      "facet.row.field",
    ],
    [
      { data: bar.data, repeat: { column: ["nope"] }, spec: { mark: "bar", encoding: bar.encoding } },
      "repeat.column.0",
    ],
    [
      { data: bar.data, vconcat: [{ mark: "bar", encoding: { x: { field: "nope" } } }] },
      "vconcat.0.encoding.x.field",
    ],
    [
      { ...bar, params: [{ name: "p", select: { type: "point", fields: ["nope"] } }] },
      "params.0.select.fields.0",
    ],
  ])("%#", (spec, path) => {
    expect(paths(spec)).toContain(path);
  });
});

describe("checkSpec is not to be abused", () => {
  it.each([[null], [[]], ["bar"], [42], [{}]])("refuses %j", (spec) => {
    expect(checkSpec(spec, columns).length).toBeGreaterThan(0);
  });
  it("refuses depth and size before walking", () => {
    let deep: object = bar;
    for (let i = 0; i < 5_000; i++) deep = { data: bar.data, layer: [deep] };
    expect(paths(deep)).toContain("");
    expect(paths({ ...bar, title: Array.from({ length: 10_000 }, () => "x") })).toContain("");
  });
});
