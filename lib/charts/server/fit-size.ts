import "server-only";
import { columnKind } from "#lib/charts/column-kind.ts";
import { columnOfField } from "#lib/charts/field-path.ts";
import type { VegaLiteSpec } from "#lib/charts/schema.ts";
import { AppError } from "#lib/core/errors.ts";
import type { Json } from "#lib/core/schema.ts";
import type { ResultColumn } from "#lib/results/schema.ts";

const WIDTH = { min: 40, max: 1200, usual: 640 };
const HEIGHT = { min: 40, max: 900, usual: 320 };
const PANELS = 40;
const STEPS = { width: 80, height: 60 };

type Node = { [key: string]: Json };
const isNode = (value: Json | undefined): value is Node =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function bounded(value: Json | undefined, side: typeof WIDTH): Json | undefined {
  if (typeof value === "number") return Math.min(Math.max(value, side.min), side.max);
  if (isNode(value))
    return typeof value.step === "number" ? { step: Math.min(Math.max(value.step, 2), 60) } : side.usual;
  return value === "container" ? side.usual : value;
}

function boundedView(view: Node): Node {
  const copy: Node = { ...view };
  for (const [key, side] of [
    ["width", WIDTH],
    ["height", HEIGHT],
  ] as const) {
    const size = bounded(copy[key], side);
    if (size !== undefined) copy[key] = size;
  }
  for (const key of ["layer", "hconcat", "vconcat", "concat"])
    if (Array.isArray(copy[key]))
      copy[key] = copy[key].map((child) => (isNode(child) ? boundedView(child) : child));
  if (isNode(copy.spec)) copy.spec = boundedView(copy.spec);
  return copy;
}

/** Every channel definition by channel name, of all views. */
function channelsOf(value: Json | undefined, found: [string, Node][] = []): [string, Node][] {
  if (Array.isArray(value)) for (const item of value) channelsOf(item, found);
  else if (isNode(value))
    for (const [key, item] of Object.entries(value)) {
      if (isNode(item) && typeof item.field === "string") found.push([key, item]);
      channelsOf(item, found);
    }
  return found;
}

function distinctOf(def: Node, columns: ResultColumn[], rows: Json[][]): number {
  const column = typeof def.field === "string" ? columnOfField(def.field, columns) : null;
  if (!column) return 0;
  const index = columns.indexOf(column);
  return new Set(rows.map((row) => JSON.stringify(row[index] ?? null))).size;
}

/** Panels are drawn one by one; a column with thousands of values would make thousands. */
function refuseTooManyPanels(spec: VegaLiteSpec, columns: ResultColumn[], rows: Json[][]): void {
  const panels = channelsOf(spec)
    .filter(([channel]) => channel === "row" || channel === "column" || channel === "facet")
    .reduce((product, [, def]) => product * Math.max(distinctOf(def, columns, rows), 1), 1);
  if (panels > PANELS)
    throw new AppError("invalid", `The chart would have ${panels} panels; at most ${PANELS} can be read.`, {
      errors: [{ path: "vega_lite_spec", message: `at most ${PANELS} panels` }],
    });
}

/**
 * The spec with a sane size: a default where it gives none, never beyond what a page can hold. A long list of
 * categories gets a step of its own so that bars stay apart.
 */
export function fitSize(wanted: VegaLiteSpec, columns: ResultColumn[], rows: Json[][]): VegaLiteSpec {
  refuseTooManyPanels(wanted, columns, rows);
  const spec = boundedView(wanted);
  const isComposed = ["hconcat", "vconcat", "concat", "facet", "repeat"].some(
    (key) => spec[key] !== undefined,
  );
  const channels = channelsOf(spec.encoding);
  const hasPanels = channels.some(
    ([channel]) => channel === "row" || channel === "column" || channel === "facet",
  );
  if (isComposed || hasPanels) return spec;
  return {
    ...spec,
    width: spec.width ?? WIDTH.usual,
    height: spec.height ?? heightFor(channels, columns, rows),
  };
}

function isDiscrete(def: Node, columns: ResultColumn[]): boolean {
  if (def.type !== undefined) return def.type === "nominal" || def.type === "ordinal";
  const column = typeof def.field === "string" ? columnOfField(def.field, columns) : null;
  return column !== null && !["number", "time"].includes(columnKind(column.type));
}

function heightFor(channels: [string, Node][], columns: ResultColumn[], rows: Json[][]): Json {
  const y = channels.find(([channel]) => channel === "y")?.[1];
  if (!y || !isDiscrete(y, columns)) return HEIGHT.usual;
  const bars = distinctOf(y, columns, rows);
  if (bars > STEPS.height) return HEIGHT.max;
  return { step: bars > 24 ? 16 : 24 };
}
