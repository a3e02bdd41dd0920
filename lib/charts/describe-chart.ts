import { columnOfField } from "#lib/charts/field-path.ts";
import type { VegaLiteSpec } from "#lib/charts/schema.ts";
import type { Json } from "#lib/core/schema.ts";
import type { ResultColumn } from "#lib/results/schema.ts";

const NAMES: Record<string, string> = {
  arc: "Pie chart",
  rect: "Heatmap",
  point: "Scatter plot",
  circle: "Scatter plot",
};

function markName(spec: VegaLiteSpec): string {
  const { mark } = spec;
  const type = typeof mark === "object" && mark !== null && !Array.isArray(mark) ? mark.type : mark;
  if (typeof type !== "string") return "Chart";
  return NAMES[type] ?? `${type.charAt(0).toUpperCase()}${type.slice(1)} chart`;
}

/** Columns that the spec encodes, in the order of the Result. */
function drawnColumns(spec: VegaLiteSpec, columns: ResultColumn[]): string[] {
  const found = new Set<string>();
  const visit = (value: Json, key: string): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, key);
    else if (typeof value === "object" && value !== null)
      for (const [name, item] of Object.entries(value)) visit(item, name);
    else if (typeof value === "string" && (key === "field" || key === "repeat")) {
      const column = columnOfField(value, columns);
      if (column) found.add(column.name);
    }
  };
  visit(spec, "");
  return columns.map((column) => column.name).filter((name) => found.has(name));
}

/** One sentence for who cannot see the chart. The rows themselves stand in the table beside it. */
export function describeChart(spec: VegaLiteSpec, columns: ResultColumn[], rows: Json[][]): string {
  const own = typeof spec.description === "string" ? spec.description : "";
  if (own !== "") return own;
  const count = rows.length === 1 ? "1 row" : `${rows.length} rows`;
  return `${markName(spec)} of ${drawnColumns(spec, columns).join(", ")} over ${count}.`;
}
