import type { Json } from "#lib/core/schema.ts";
import type { ResultColumn } from "#lib/results/schema.ts";
import { columnKind } from "./column-kind.ts";
import { columnOfField } from "./field-path.ts";
import type { VegaLiteSpec } from "./schema.ts";

type Node = { [key: string]: Json };
const isNode = (value: Json | undefined): value is Node =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The channels of a spec that share one scale of colours: one view's, or those of all layers of a view. */
export interface ColorScale {
  /** The very nodes of the spec. */
  channels: Node[];
  /** All of them name series, and none says which colours to take. */
  isOpen: boolean;
}

const CHANNELS = ["color", "fill", "stroke"] as const;
const SIDE_BY_SIDE = ["hconcat", "vconcat", "concat"] as const;

/** Every scale of colours in a spec, views within views too. */
export function colorScales(spec: VegaLiteSpec, columns: ResultColumn[]): ColorScale[] {
  const layers = layersOf(spec);
  const own = CHANNELS.flatMap((name) => {
    const channels = layers.flatMap(({ encoding }) => {
      const channel = isNode(encoding) ? encoding[name] : undefined;
      return isNode(channel) && typeof channel.field === "string" ? [channel] : [];
    });
    if (channels.length === 0) return [];
    return [{ channels, isOpen: channels.every((channel) => isOpen(channel, columns)) }];
  });
  const inner = [...SIDE_BY_SIDE.flatMap((key) => spec[key] ?? []), spec.spec].filter(isNode);
  return [...own, ...inner.flatMap((view) => colorScales(view, columns))];
}

/** A view and the views laid over it. */
function layersOf(view: Node): Node[] {
  const layers = Array.isArray(view.layer) ? view.layer.filter(isNode) : [];
  return [view, ...layers.flatMap(layersOf)];
}

function isOpen({ field, type, scale }: Node, columns: ResultColumn[]): boolean {
  const column = typeof field === "string" ? columnOfField(field, columns) : null;
  if (!column || isNode(scale) || scale === null) return false;
  const kind = columnKind(column.type);
  return type === "nominal" || (type === undefined && kind !== "number" && kind !== "time");
}

/** The names of a scale's series as the rows hold them, in the order in which Vega-Lite would list them. */
export function seriesOf(
  { channels }: ColorScale,
  columns: ResultColumn[],
  rows: readonly (readonly Json[])[],
): Json[] {
  const found = new Map<string, Json>();
  for (const channel of channels)
    for (const value of ordered(channel, columns, rows)) {
      if (!found.has(nameOf(value))) found.set(nameOf(value), value);
    }
  return [...found.values()];
}

/** The word that stands for a series. */
export function nameOf(value: Json): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}

/** A column's different values, sorted as the channel says; a list or a structure is drawn as its text. */
function ordered(channel: Node, columns: ResultColumn[], rows: readonly (readonly Json[])[]): Json[] {
  const at = indexOf(channel.field, columns);
  if (at < 0) return [];
  const { sort } = channel;
  const by = isNode(sort) ? indexOf(sort.field, columns) : -1;
  const weights = new Map<string, number>();
  const values = new Map<string, Json>();
  for (const row of rows) {
    const value = row[at] ?? null;
    const name = nameOf(value);
    values.set(name, typeof value === "object" && value !== null ? name : value);
    if (by >= 0) weights.set(name, (weights.get(name) ?? 0) + Number(row[by] ?? 0));
  }
  const all = [...values.values()];
  if (sort === null) return all;
  if (Array.isArray(sort))
    return [...all.filter((v) => sort.includes(v)), ...all.filter((v) => !sort.includes(v))];
  const isDown = sort === "descending" || (isNode(sort) && sort.order === "descending");
  const weight = (value: Json) => weights.get(nameOf(value)) ?? 0;
  const compare = by >= 0 ? (a: Json, b: Json) => weight(a) - weight(b) : natural;
  return all.sort((a, b) => (isDown ? compare(b, a) : compare(a, b)));
}

function natural(a: Json, b: Json): number {
  if (a === null || b === null) return Number(b === null) - Number(a === null);
  if (typeof a === "number" && typeof b === "number") return a - b;
  return nameOf(a) < nameOf(b) ? -1 : 1;
}

function indexOf(field: Json | undefined, columns: ResultColumn[]): number {
  const column = typeof field === "string" ? columnOfField(field, columns) : null;
  return column ? columns.indexOf(column) : -1;
}
