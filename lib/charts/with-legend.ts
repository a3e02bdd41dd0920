import type { Json } from "#lib/core/schema.ts";
import type { VegaLiteSpec } from "./schema.ts";

type Node = { [key: string]: Json };
const isNode = (value: Json | undefined): value is Node =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const COMPOSED = ["layer", "hconcat", "vconcat", "concat", "facet", "repeat", "spec", "params"];
const FAINT = 0.08;

/**
 * The chart with a legend that toggles: a click on a series leaves it and fades the others, further clicks add and remove.
 * For drawing only, never for storing. Charts without a legend of names stay as they are, and so do those with selections of their own.
 */
export function withLegend(spec: VegaLiteSpec): VegaLiteSpec {
  const { encoding } = spec;
  if (!isNode(encoding) || COMPOSED.some((key) => key in spec) || encoding.opacity !== undefined) return spec;
  const { color } = encoding;
  if (!isNode(color) || typeof color.field !== "string" || color.legend === null) return spec;
  if (color.type !== "nominal" && color.type !== "ordinal") return spec;
  const type = isNode(spec.mark) ? spec.mark.type : spec.mark;
  const shown = type === "area" || type === "point" ? 0.75 : 1;
  return {
    ...spec,
    // `toggle` is an expression of ours: each click counts, without a key held down.
    params: [
      { name: "legend_", select: { type: "point", fields: [color.field], toggle: "true" }, bind: "legend" },
    ],
    encoding: { ...encoding, opacity: { condition: { param: "legend_", value: shown }, value: FAINT } },
  };
}
