import { CHANNEL_KEYS, CHANNELS, FORBIDDEN, PART_KEYS, STYLE_CHANNELS } from "./spec-rules.ts";
import {
  at,
  checkField,
  checkFormat,
  checkKeys,
  checkPlain,
  type Dict,
  fault,
  isDict,
  type Walk,
} from "./spec-walk.ts";

const TYPES = new Set(["quantitative", "temporal", "ordinal", "nominal"]);
const STACKS = new Set([true, false, null, "zero", "center", "normalize"]);
const SORT_OPS = new Set(["count", "sum", "mean", "average", "median", "min", "max"]);

/** A field by name, or `{"repeat": "row"}` inside a repeated view. */
function checkFieldRef(walk: Walk, field: unknown, path: string) {
  const repeats = isDict(field) && ["row", "column", "repeat", "layer"].includes(`${field.repeat}`);
  if (!(repeats && Object.keys(field).length === 1)) checkField(walk, field, path);
}

function checkSort(walk: Walk, sort: unknown, path: string) {
  if (!isDict(sort)) return checkPlain(walk, sort, path);
  checkKeys(walk, sort, new Set(["field", "op", "order", "encoding"]), path);
  if (sort.field !== undefined) checkField(walk, sort.field, at(path, "field"));
  if (sort.op !== undefined && !SORT_OPS.has(`${sort.op}`))
    fault(walk, at(path, "op"), `sorts by ${[...SORT_OPS].join(", ")}`);
  checkPlain(walk, sort.order, at(path, "order"));
  checkPlain(walk, sort.encoding, at(path, "encoding"));
}

/** `axis`, `scale`, `legend`, `header`: their own keys, plain values. Ticks and domains may be listed. */
function checkPart(walk: Walk, part: unknown, name: string, path: string) {
  if (part === null || part === undefined || typeof part === "boolean") return;
  if (!isDict(part)) return fault(walk, path, `${name} is an object`);
  checkKeys(walk, part, PART_KEYS[name] ?? new Set(), path);
  for (const [key, value] of Object.entries(part)) {
    if (key === "format") checkFormat(walk, value, part.formatType, at(path, key));
    else if (PART_KEYS[name]?.has(key)) checkPlain(walk, value, at(path, key));
  }
}

function checkCondition(walk: Walk, condition: unknown, channel: string, path: string) {
  if (!isDict(condition)) return fault(walk, path, "a condition is an object");
  const { param, empty, ...then } = condition;
  if (typeof param !== "string" && !("test" in condition))
    fault(walk, path, "a condition names a selection (param)");
  checkPlain(walk, empty, at(path, "empty"));
  checkChannelDef(walk, then, channel, path);
}

/** The definition of one channel. */
function checkChannelDef(walk: Walk, def: unknown, channel: string, path: string) {
  if (def === null) return;
  if (!isDict(def)) return fault(walk, path, "a channel is an object with a field");
  checkKeys(walk, def, CHANNEL_KEYS, path);
  if (def.field !== undefined) checkFieldRef(walk, def.field, at(path, "field"));
  if (def.type !== undefined && !TYPES.has(`${def.type}`))
    fault(walk, at(path, "type"), `a type is one of ${[...TYPES].join(", ")}`);
  if (def.value !== undefined && !STYLE_CHANNELS.has(channel))
    fault(
      walk,
      at(path, "value"),
      `a constant is not drawn as data on "${channel}"; put it into the SQL as a column`,
    );
  if (def.stack !== undefined && !STACKS.has(def.stack as never))
    fault(walk, at(path, "stack"), "stack is true, false, null, zero, center or normalize");
  if (Array.isArray(def.condition))
    for (const [i, one] of def.condition.entries())
      checkCondition(walk, one, channel, `${path}.condition.${i}`);
  else if (def.condition !== undefined) checkCondition(walk, def.condition, channel, at(path, "condition"));
  checkSort(walk, def.sort, at(path, "sort"));
  checkFormat(walk, def.format, def.formatType, at(path, "format"));
  for (const part of Object.keys(PART_KEYS)) checkPart(walk, def[part], part, at(path, part));
  for (const key of [
    "title",
    "bandPosition",
    "band",
    "value",
    "align",
    "center",
    "spacing",
    "columns",
    "bounds",
  ])
    checkPlain(walk, def[key], at(path, key));
}

/** Every channel of an encoding; some hold a list of fields. */
export function checkEncoding(walk: Walk, encoding: unknown, path: string) {
  if (!isDict(encoding)) return fault(walk, path, "encoding is an object of channels");
  for (const [channel, def] of Object.entries(encoding)) {
    const here = at(path, channel);
    if (!CHANNELS.has(channel))
      fault(walk, here, FORBIDDEN[channel] ?? `"${channel}" is not a channel that may be drawn`);
    else if (Array.isArray(def)) {
      def.forEach((one, index) => {
        checkChannelDef(walk, one, channel, at(here, index));
      });
    } else checkChannelDef(walk, def, channel, here);
  }
}

/** A facet: one field, or a row and a column. */
export function checkFacet(walk: Walk, facet: unknown, path: string) {
  if (isDict(facet) && (facet.row !== undefined || facet.column !== undefined)) {
    checkKeys(walk, facet, new Set(["row", "column"]), path);
    for (const side of ["row", "column"])
      if (facet[side] !== undefined) checkChannelDef(walk, facet[side], side, at(path, side));
  } else checkChannelDef(walk, facet, "facet", path);
}

/** A repeat: names of columns, or lists of them by row, column or layer. */
export function checkRepeat(walk: Walk, repeat: unknown, path: string) {
  const lists: Dict = isDict(repeat) ? repeat : { "": repeat };
  if (isDict(repeat)) checkKeys(walk, repeat, new Set(["row", "column", "layer"]), path);
  for (const [side, list] of Object.entries(lists)) {
    const here = side === "" ? path : at(path, side);
    if (!Array.isArray(list)) fault(walk, here, "repeat is a list of columns");
    else {
      walk.views += list.length;
      list.forEach((field, index) => {
        checkField(walk, field, at(here, index));
      });
    }
  }
}
