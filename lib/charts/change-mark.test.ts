import { describe, expect, it } from "vitest";
import type { Json } from "#lib/core/schema.ts";
import type { ResultColumn } from "#lib/results/schema.ts";
import { alternativesTo, type MarkKind } from "./change-mark.ts";
import { checkSpec } from "./check-spec.ts";
import { chooseChart, type Hint } from "./choose-chart.ts";
import type { VegaLiteSpec } from "./schema.ts";

const REGION: ResultColumn = { name: "region", type: "VARCHAR" };
const MONTH: ResultColumn = { name: "month", type: "DATE" };
const column = (name: string): ResultColumn => ({ name, type: "DOUBLE" });

const REGIONS: Json[][] = [
  ["North", 20],
  ["South", 60],
  ["East", 45],
];
const MONTHS: Json[][] = [
  ["2024-01-01", 5],
  ["2024-02-01", 7],
  ["2024-03-01", 6],
];
const BOTH: Json[][] = MONTHS.flatMap(([month]) =>
  REGIONS.map(([region, value]) => [month!, region!, value!]),
);

function chosen(columns: ResultColumn[], rows: Json[][], hint?: Hint): VegaLiteSpec {
  const spec = chooseChart({ columns, rows, row_count: rows.length, title: "T", ...(hint ? { hint } : {}) });
  if (!spec) throw new Error("no chart was chosen");
  return spec;
}
function kinds(columns: ResultColumn[], rows: Json[][], hint?: Hint): MarkKind[] {
  return alternativesTo(chosen(columns, rows, hint), columns, rows).map(({ kind }) => kind);
}

describe("which charts fit", () => {
  it("sums by category: bars, dots, a pie; no line, for categories have no order", () => {
    expect(kinds([REGION, column("total_amount")], REGIONS)).toEqual(["bar", "point", "arc"]);
  });

  it("averages make no pie: their parts add up to nothing", () => {
    expect(kinds([REGION, column("avg_amount")], REGIONS)).toEqual(["bar", "point"]);
  });

  it("negative amounts and many categories make no pie", () => {
    expect(kinds([REGION, column("total")], [...REGIONS, ["West", -1]])).not.toContain("arc");
    const many = Array.from({ length: 13 }, (_, at): Json[] => [`r${at}`, at + 1]);
    expect(kinds([REGION, column("total")], many)).not.toContain("arc");
  });

  it("a figure over time: line, bars, area, dots", () => {
    expect(kinds([MONTH, column("revenue")], MONTHS)).toEqual(["line", "bar", "area", "point"]);
  });

  it("averages of series over time are not stacked", () => {
    expect(kinds([MONTH, REGION, column("avg_price")], BOTH)).toEqual(["line", "point"]);
    expect(kinds([MONTH, REGION, column("revenue")], BOTH)).toEqual(["line", "bar", "area", "point"]);
  });

  it("heatmaps, histograms and two quantities have no other kind", () => {
    const x = Array.from({ length: 8 }, (_, at): Json[] => [at + 0.5, at * 2.5]);
    expect(kinds([column("height"), column("weight")], x)).toEqual([]);
    const bins = [column("bin_start"), column("bin_end"), column("count")];
    expect(
      kinds(bins, [
        [0, 1, 4],
        [1, 2, 6],
      ]),
    ).toEqual([]);
    const layered = { ...chosen([REGION, column("total")], REGIONS), layer: [] };
    expect(alternativesTo(layered, [REGION, column("total")], REGIONS)).toEqual([]);
  });
});

describe("the changed spec", () => {
  const CASES: [string, ResultColumn[], Json[][], Hint?][] = [
    ["categories", [REGION, column("total")], REGIONS],
    ["shares", [REGION, column("share")], REGIONS.map(([name, value]) => [name!, Number(value) / 125])],
    ["a pie that was asked for", [REGION, column("total")], REGIONS, "pie"],
    ["time", [MONTH, column("revenue")], MONTHS],
    ["time and series", [MONTH, REGION, column("revenue")], BOTH],
    [
      "two categories",
      [REGION, { name: "kind", type: "VARCHAR" }, column("avg")],
      REGIONS.flatMap(([r, v]) => [
        [r!, "a", v!],
        [r!, "b", v!],
      ]),
    ],
    ["odd names", [{ name: "a.b['c']", type: "VARCHAR" }, column('t.o"tal')], REGIONS],
  ];
  it.each(CASES)("keeps the rules of charts: %s", (_, columns, rows, hint) => {
    const alternatives = alternativesTo(chosen(columns, rows, hint), columns, rows);
    expect(alternatives.length).toBeGreaterThan(1);
    for (const { kind, spec } of alternatives) {
      expect([kind, checkSpec(spec, columns)]).toEqual([kind, []]);
      expect(spec).toMatchObject({ title: "T", data: { name: "result" } });
    }
  });

  it("is the spec itself for the kind it has", () => {
    const columns = [REGION, column("total")];
    const spec = chosen(columns, REGIONS);
    expect(alternativesTo(spec, columns, REGIONS)[0]?.spec).toBe(spec);
  });

  it("starts bars and areas at zero, wherever the line began", () => {
    const columns = [MONTH, column("avg_price")];
    const changed = alternativesTo(chosen(columns, MONTHS), columns, MONTHS);
    for (const { kind, spec } of changed)
      if (kind === "bar" || kind === "area")
        expect(spec).toMatchObject({ encoding: { y: { scale: { zero: true } } } });
    expect(changed.map(({ kind }) => kind)).toContain("bar");
  });

  it("keeps the series in its channel, so that colours stay", () => {
    const columns = [MONTH, REGION, column("revenue")];
    const spec = chosen(columns, BOTH);
    for (const other of alternativesTo(spec, columns, BOTH))
      expect(other.spec).toMatchObject({ encoding: { color: { field: "region" } } });
  });

  it("a pie's slices keep their colours as bars", () => {
    const columns = [REGION, column("total")];
    const bars = alternativesTo(chosen(columns, REGIONS, "pie"), columns, REGIONS).find(
      ({ kind }) => kind === "bar",
    );
    expect(bars?.spec).toMatchObject({
      encoding: {
        x: { field: "region" },
        color: { field: "region", sort: { field: "total", order: "descending" } },
      },
    });
  });
});
