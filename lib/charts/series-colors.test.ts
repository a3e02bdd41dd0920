import { describe, expect, it } from "vitest";
import { checkSpec } from "./check-spec.ts";
import { assignColors, seriesOf, withColors } from "./series-colors.ts";
import { SERIES_COLORS } from "./theme.ts";

const COLUMNS = [
  { name: "month", type: "DATE" },
  { name: "region", type: "VARCHAR" },
  { name: "revenue", type: "DOUBLE" },
];
const ROWS = [
  ["2024-01-01", "South", 1],
  ["2024-01-01", "North", 2],
  ["2024-02-01", "South", 3],
  ["2024-02-01", null, 3],
];
const SPEC = {
  data: { name: "result" },
  mark: "line",
  encoding: { x: { field: "month" }, y: { field: "revenue" }, color: { field: "region", type: "nominal" } },
};

describe("assignColors", () => {
  it("gives the colours in the order of the names", () => {
    expect([...assignColors(["b", "a"])]).toEqual([
      ["b", SERIES_COLORS[0]],
      ["a", SERIES_COLORS[1]],
    ]);
  });

  it("keeps what a name has had, whatever stands beside it now", () => {
    const first = assignColors(["East", "North", "South"]);
    const second = assignColors(["South", "West"], first);
    expect(second.get("South")).toBe(first.get("South"));
    expect(new Set(second.values()).size).toBe(4);
  });

  it("shares a colour across charts before it shares one within a chart", () => {
    const first = assignColors(SERIES_COLORS.map((_, at) => `s${at}`));
    const second = assignColors(["s0", "new"], first);
    expect(second.get("new")).not.toBe(second.get("s0"));
  });

  it("begins again when one chart has more series than there are colours", () => {
    const names = Array.from({ length: SERIES_COLORS.length + 2 }, (_, at) => `s${at}`);
    expect(
      [...assignColors(names).values()].every((color) => SERIES_COLORS.some((known) => known === color)),
    ).toBe(true);
  });
});

describe("a chart's series", () => {
  it("are its names, sorted as Vega-Lite sorts them", () => {
    expect(seriesOf(SPEC, COLUMNS, ROWS)).toEqual(["North", "South"]);
  });

  it("are none where the spec has colours of its own or colour is an amount", () => {
    const own = {
      ...SPEC,
      encoding: { ...SPEC.encoding, color: { field: "region", scale: { range: ["red"] } } },
    };
    expect(seriesOf(own, COLUMNS, ROWS)).toEqual([]);
    const amount = {
      ...SPEC,
      encoding: { ...SPEC.encoding, color: { field: "revenue", type: "quantitative" } },
    };
    expect(seriesOf(amount, COLUMNS, ROWS)).toEqual([]);
  });

  it("get their colours written down, within the rules of charts", () => {
    const names = seriesOf(SPEC, COLUMNS, ROWS);
    const colored = withColors(SPEC, names, assignColors(names, new Map([["South", SERIES_COLORS[4]]])));
    expect(colored).toMatchObject({
      encoding: {
        color: { scale: { domain: ["North", "South"], range: [SERIES_COLORS[0], SERIES_COLORS[4]] } },
      },
    });
    expect(checkSpec(colored, COLUMNS)).toEqual([]);
  });
});
