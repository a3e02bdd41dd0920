import type { FieldError } from "#lib/core/errors.ts";
import type { ResultColumn } from "#lib/results/schema.ts";
import { checkEncoding, checkFacet, checkRepeat } from "./check-channel.ts";
import { COMPUTING_MARKS, FORBIDDEN, LIMITS, MARK_KEYS, MARKS, VIEW_KEYS } from "./spec-rules.ts";
import { at, checkField, checkKeys, checkPlain, type Dict, fault, isDict, type Walk } from "./spec-walk.ts";

const ONLY_DATA = 'a chart\'s only data is {"name": "result"}: the rows of the Result';

function checkData(walk: Walk, data: unknown, path: string) {
  if (!isDict(data)) return fault(walk, path, ONLY_DATA);
  for (const key of Object.keys(data))
    if (key !== "name") fault(walk, at(path, key), FORBIDDEN[key] ?? ONLY_DATA);
  if (data.name !== "result") fault(walk, at(path, "name"), ONLY_DATA);
}

function checkMark(walk: Walk, mark: unknown, path: string) {
  const type = isDict(mark) ? mark.type : mark;
  const here = isDict(mark) ? at(path, "type") : path;
  if (COMPUTING_MARKS.has(`${type}`))
    fault(
      walk,
      here,
      `"${type}" computes from raw rows; compute the quantiles in the SQL and draw bars, rules and ticks`,
    );
  else if (!MARKS.has(`${type}`)) fault(walk, here, `a mark is one of ${[...MARKS].join(", ")}`);
  if (!isDict(mark)) return;
  checkKeys(walk, mark, MARK_KEYS, path);
  for (const [key, value] of Object.entries(mark)) checkPlain(walk, value, at(path, key));
  const tooltip = mark.tooltip;
  if (typeof tooltip === "string" || typeof tooltip === "number")
    fault(walk, at(path, "tooltip"), "a tooltip shows columns: true, or the tooltip channel");
}

const PARAM_KEYS = new Set(["name", "select", "bind", "views"]);
const SELECT_KEYS = new Set([
  "type",
  "fields",
  "encodings",
  "on",
  "clear",
  "toggle",
  "nearest",
  "resolve",
  "mark",
  "zoom",
  "translate",
]);

/** Selections (hover, zoom, the legend) are allowed; variables, widgets and expressions are not. */
function checkParams(walk: Walk, params: unknown, path: string) {
  if (!Array.isArray(params)) return fault(walk, path, "params is a list of selections");
  for (const [index, param] of params.entries()) checkParam(walk, param, at(path, index));
}

function checkParam(walk: Walk, param: unknown, path: string) {
  if (!isDict(param)) return fault(walk, path, "a param is an object");
  checkKeys(walk, param, PARAM_KEYS, path);
  if (!/^[A-Za-z_]\w*$/.test(`${param.name}`))
    fault(walk, at(path, "name"), "a param's name is a plain word");
  if (param.bind !== undefined && param.bind !== "legend" && param.bind !== "scales")
    fault(walk, at(path, "bind"), 'a selection binds to "legend" or "scales"');
  const select = typeof param.select === "string" ? { type: param.select } : param.select;
  const here = at(path, "select");
  if (!isDict(select)) return fault(walk, here, "only selections are allowed as params");
  checkKeys(walk, select, SELECT_KEYS, here);
  if (select.type !== "point" && select.type !== "interval")
    fault(walk, at(here, "type"), 'a selection is "point" or "interval"');
  const { fields, ...rest } = select;
  if (Array.isArray(fields))
    for (const [i, field] of fields.entries()) checkField(walk, field, `${here}.fields.${i}`);
  for (const [key, value] of Object.entries(rest)) checkPlain(walk, value, at(here, key));
}

/** Children of a composed view. */
function checkChildren(walk: Walk, view: Dict, path: string) {
  for (const key of ["layer", "hconcat", "vconcat", "concat"]) {
    const list = view[key];
    if (list === undefined) continue;
    if (!Array.isArray(list)) fault(walk, at(path, key), `${key} is a list of views`);
    else
      list.forEach((child, index) => {
        checkView(walk, child, at(at(path, key), index), false);
      });
  }
  if (view.spec !== undefined) checkView(walk, view.spec, at(path, "spec"), false);
  if (view.facet !== undefined) checkFacet(walk, view.facet, at(path, "facet"));
  if (view.repeat !== undefined) checkRepeat(walk, view.repeat, at(path, "repeat"));
}

const PLAIN = [
  "title",
  "description",
  "name",
  "width",
  "height",
  "autosize",
  "padding",
  "background",
  "config",
  "columns",
  "resolve",
  "spacing",
  "align",
  "bounds",
  "center",
  "view",
];

function checkView(walk: Walk, view: unknown, path: string, isTop: boolean) {
  if (!isDict(view)) return fault(walk, path, "a view is an object");
  walk.views += 1;
  checkKeys(walk, view, VIEW_KEYS, path);
  if (isTop || view.data !== undefined) checkData(walk, view.data, at(path, "data"));
  if (!isTop && view.config !== undefined)
    fault(walk, at(path, "config"), "config stands at the top of a spec");
  if (view.mark !== undefined) checkMark(walk, view.mark, at(path, "mark"));
  if (view.encoding !== undefined) checkEncoding(walk, view.encoding, at(path, "encoding"));
  if (view.params !== undefined) checkParams(walk, view.params, at(path, "params"));
  for (const key of PLAIN) checkPlain(walk, view[key], at(path, key));
  checkChildren(walk, view, path);
  const draws = ["mark", "layer", "hconcat", "vconcat", "concat", "spec"].some(
    (key) => view[key] !== undefined,
  );
  if (!draws) fault(walk, at(path, "mark"), "a view needs a mark");
}

/** Depth and number of nodes, before anything walks recursively. */
function isTooLarge(spec: unknown): boolean {
  let nodes = 0;
  const stack: [unknown, number][] = [[spec, 0]];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const [value, depth] = next;
    nodes += 1;
    if (depth > LIMITS.depth || nodes > LIMITS.nodes) return true;
    if (typeof value === "object" && value !== null)
      for (const child of Object.values(value)) stack.push([child, depth + 1]);
  }
  return false;
}

/**
 * The rules of charts: the only data is the Result, nothing is computed, nothing is an expression, nothing
 * points outside, and every encoded field is a column. Empty when the spec keeps them all.
 */
export function checkSpec(spec: unknown, columns: ResultColumn[]): FieldError[] {
  const walk: Walk = { columns, errors: [], views: 0 };
  if (isTooLarge(spec)) fault(walk, "", "the spec is too large or too deep");
  else checkView(walk, spec, "", true);
  if (
    isDict(spec) &&
    spec.$schema !== undefined &&
    !/\/vega-lite\/v[56](\.\d+)*\.json$/.test(`${spec.$schema}`)
  )
    fault(walk, "$schema", "charts are Vega-Lite v6 specs");
  if (walk.views > LIMITS.views) fault(walk, "", `a chart has at most ${LIMITS.views} views`);
  return walk.errors;
}
