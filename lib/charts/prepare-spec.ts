import type { Json } from "#lib/core/schema.ts";
import type { ResultColumn } from "#lib/results/schema.ts";
import { columnKind } from "./column-kind.ts";
import { columnOfField } from "./field-path.ts";
import type { VegaLiteSpec } from "./schema.ts";

/** A spec made ready to draw, and how each column's rows have to be handed to it. */
export interface PreparedSpec {
  spec: VegaLiteSpec;
  /** Keys of the row objects, by position of the column. */
  keys: string[];
  /** Columns drawn as times and as quantities, by position. */
  temporal: Set<number>;
  quantitative: Set<number>;
}

/** Vega's short form of large numbers writes a billion as "G"; people write "B". An expression of ours, added after the rules were checked. */
const SHORT = "~s";
const SHORT_LABEL = "replace(format(datum.value, '~s'), 'G', 'B')";

const PLAIN_NAME = /^[\p{L}\p{N}_ -]+$/u;
const UNSAFE = new Set(["__proto__", "constructor", "prototype"]);
const TYPE_OF = {
  number: "quantitative",
  time: "temporal",
  boolean: "nominal",
  text: "nominal",
  other: "nominal",
} as const;

type Node = { [key: string]: Json };
const isNode = (value: Json | undefined): value is Node =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Names with dots, brackets or quotes mean paths to Vega; such columns travel under a plain key. */
export function rowKeys(columns: ResultColumn[]): string[] {
  return columns.map(({ name }, index) =>
    PLAIN_NAME.test(name) && !UNSAFE.has(name) ? name : `column_${index}_`,
  );
}

const FIELD_LISTS = new Set(["repeat", "fields"]);

function prepare(value: Json, key: string, columns: ResultColumn[], out: PreparedSpec): Json {
  const keyOf = (field: string): string => {
    const column = columnOfField(field, columns);
    return (column && out.keys[columns.indexOf(column)]) ?? field;
  };
  if (Array.isArray(value))
    return value.map((item) =>
      typeof item === "string" && FIELD_LISTS.has(key) ? keyOf(item) : prepare(item, key, columns, out),
    );
  if (!isNode(value)) return value;
  const copy: Node = {};
  for (const [name, item] of Object.entries(value)) {
    const isRepeat = key === "repeat" && Array.isArray(item);
    copy[name] = isRepeat
      ? item.map((field) => (typeof field === "string" ? keyOf(field) : field))
      : prepare(item, name, columns, out);
  }
  if (copy.format === SHORT && key === "axis") copy.labelExpr = SHORT_LABEL;
  if (typeof value.field === "string") describeField(value.field, key, copy, columns, out);
  return copy;
}

/** The key under which a column's rows stand as moments in time, beside its text. */
export function timeKey(index: number): string {
  return `time_${index}_`;
}

/** Fills in what the column tells: its key, its type where the spec gives none, its name as the title. */
function describeField(
  field: string,
  place: string,
  node: Node,
  columns: ResultColumn[],
  out: PreparedSpec,
): void {
  const column = columnOfField(field, columns);
  if (!column) return;
  const index = columns.indexOf(column);
  const isEnd = /^(x2|y2|theta2|radius2)$/.test(place);
  const type = node.type ?? TYPE_OF[columnKind(column.type)];
  const isTime = type === "temporal" && place !== "sort";
  if (isTime) out.temporal.add(index);
  if (type === "quantitative") out.quantitative.add(index);
  const key = isTime ? timeKey(index) : (out.keys[index] ?? field);
  node.field = key;
  if (place === "sort" || isEnd) return;
  node.type = type;
  if (key !== column.name && node.title === undefined) node.title = column.name;
}

/** Gives each field its row key and type. The spec must have passed `checkSpec`. */
export function prepareSpec(spec: VegaLiteSpec, columns: ResultColumn[]): PreparedSpec {
  const out: PreparedSpec = { spec, keys: rowKeys(columns), temporal: new Set(), quantitative: new Set() };
  const prepared = prepare(spec, "", columns, out);
  if (isNode(prepared))
    out.spec = { ...prepared, $schema: "https://vega.github.io/schema/vega-lite/v6.json" };
  return out;
}
