import { parse, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile, type TopLevelSpec } from "vega-lite";
import { expect, it } from "vitest";
import { withData } from "./with-data.ts";
import { withLegend } from "./with-legend.ts";

const COLUMNS = [
  { name: "month", type: "DATE" },
  { name: "a.region", type: "VARCHAR" },
  { name: "revenue", type: "DOUBLE" },
];
const spec = (color: object) => ({
  data: { name: "result" },
  mark: { type: "line" },
  encoding: { x: { field: "month" }, y: { field: "revenue" }, color: { field: "a.region", ...color } },
});
const ROWS = [
  ["2024-01-01", "North", 1],
  ["2024-01-01", "South", 2],
];

it("a legend of names toggles its series, in a chart that Vega draws", async () => {
  const toggling = withLegend(withData(spec({}), COLUMNS, ROWS));
  expect(toggling).toMatchObject({ params: [{ bind: "legend", select: { fields: ["column_1_"] } }] });
  const compiled = compile(toggling as unknown as TopLevelSpec).spec;
  const view = new View(parse(compiled, {}, { ast: true }), {
    expr: expressionInterpreter,
    renderer: "none",
  });
  expect(await view.toSVG()).toContain("South");
  view.finalize();
});

it("a chart without such a legend stays as it is", () => {
  for (const color of [{ type: "quantitative", field: "revenue" }, { legend: null }]) {
    const drawn = withData(spec(color), COLUMNS, ROWS);
    expect(withLegend(drawn)).toBe(drawn);
  }
  const own = { ...withData(spec({}), COLUMNS, ROWS), params: [] };
  expect(withLegend(own)).toBe(own);
});
