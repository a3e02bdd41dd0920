import type { Json } from "#lib/core/schema.ts";
import type { ResultColumn } from "#lib/results/schema.ts";
import { columnOfField } from "./field-path.ts";
import type { VegaLiteSpec } from "./schema.ts";
import { SERIES_COLORS } from "./theme.ts";

type Node = { [key: string]: Json };
const isNode = (value: Json | undefined): value is Node =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The colour of each series by its name. */
export type SeriesColors = ReadonlyMap<string, string>;

/**
 * A colour for each name: the one it has already, else the first that no other has yet. Names that are new get theirs in
 * the order given; when all colours are taken, they begin again.
 */
export function assignColors(names: readonly string[], known: SeriesColors = new Map()): SeriesColors {
  const colors = new Map(known);
  const here = new Set(names.flatMap((name) => colors.get(name) ?? []));
  for (const name of names) {
    if (colors.has(name)) continue;
    const taken = new Set([...colors.values(), ...here]);
    const free =
      SERIES_COLORS.find((color) => !taken.has(color)) ?? SERIES_COLORS.find((color) => !here.has(color));
    const color = free ?? SERIES_COLORS[colors.size % SERIES_COLORS.length] ?? SERIES_COLORS[0];
    colors.set(name, color);
    here.add(color);
  }
  return colors;
}

/**
 * The names of a chart's series in the order in which Vega-Lite gives them colours: sorted. Empty where colour is no name,
 * or where the spec says itself which colours to take.
 */
export function seriesOf(
  spec: VegaLiteSpec,
  columns: ResultColumn[],
  rows: readonly (readonly Json[])[],
): string[] {
  const color = colorOf(spec);
  const column = color && typeof color.field === "string" ? columnOfField(color.field, columns) : null;
  if (!color || !column || isNode(color.scale)) return [];
  if (color.type !== undefined && color.type !== "nominal") return [];
  const at = columns.indexOf(column);
  const names = new Set(rows.flatMap((row) => (typeof row[at] === "string" ? [row[at]] : [])));
  return [...names].sort((a, b) => (a < b ? -1 : 1));
}

/** The spec with the colour of each of its series written down, so that whoever draws it takes the same. */
export function withColors(spec: VegaLiteSpec, names: readonly string[], colors: SeriesColors): VegaLiteSpec {
  const color = colorOf(spec);
  if (!color || !isNode(spec.encoding) || names.length === 0) return spec;
  const range = names.map((name) => colors.get(name) ?? SERIES_COLORS[0]);
  const scale = { domain: [...names], range };
  return { ...spec, encoding: { ...spec.encoding, color: { ...color, scale } } };
}

function colorOf(spec: VegaLiteSpec): Node | null {
  return isNode(spec.encoding) && isNode(spec.encoding.color) ? spec.encoding.color : null;
}
