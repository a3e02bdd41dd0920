import type { FieldError } from "#lib/core/errors.ts";
import { nearestNames } from "#lib/core/nearest-names.ts";
import type { ResultColumn } from "#lib/results/schema.ts";
import { columnOfField } from "./field-path.ts";
import { FORBIDDEN, LIMITS } from "./spec-rules.ts";

export type Dict = Record<string, unknown>;

export function isDict(value: unknown): value is Dict {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Where the walk over a spec stands and what it has found. */
export interface Walk {
  columns: ResultColumn[];
  errors: FieldError[];
  views: number;
}

export function fault(walk: Walk, path: string, message: string) {
  if (walk.errors.length < 50) walk.errors.push({ path, message });
}

export const at = (path: string, key: string | number): string => (path === "" ? `${key}` : `${path}.${key}`);

/** Every key is known at this place; what it is refused for is said. */
export function checkKeys(walk: Walk, dict: Dict, allowed: ReadonlySet<string>, path: string) {
  for (const key of Object.keys(dict)) {
    if (allowed.has(key)) continue;
    fault(walk, at(path, key), FORBIDDEN[key] ?? `"${key}" is not allowed here`);
  }
}

export function checkField(walk: Walk, field: unknown, path: string) {
  if (typeof field !== "string") return fault(walk, path, "a field is the name of a column of the Result");
  if (columnOfField(field, walk.columns)) return;
  const names = walk.columns.map((column) => column.name);
  const [nearest] = nearestNames(field, names);
  const known = nearest ? `did you mean "${nearest}"?` : `its columns are ${names.slice(0, 20).join(", ")}`;
  fault(walk, path, `the Result has no column "${field}"; ${known}`);
}

/** A setting of looks: numbers, words and lists of them, with nothing in it that computes or points outside. */
export function checkPlain(walk: Walk, value: unknown, path: string, depth = 0) {
  if (typeof value === "string") {
    if (value.length > LIMITS.text) fault(walk, path, `at most ${LIMITS.text} characters`);
    if (/url\s*\(|^\s*(javascript:|data:\S|https?:\/\/)/i.test(value))
      fault(walk, path, "a chart points at nothing outside");
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => {
      checkPlain(walk, item, at(path, index), depth + 1);
    });
  } else if (isDict(value)) {
    for (const [key, item] of Object.entries(value)) {
      if (key in FORBIDDEN || key === "field" || key === "condition" || key === "param")
        fault(walk, at(path, key), FORBIDDEN[key] ?? `"${key}" is not allowed here`);
      else checkPlain(walk, item, at(path, key), depth + 1);
    }
  }
}

/**
 * A pattern of d3-format or d3-time-format. Words and digits that it would print by itself are refused: a label shows what
 * the column holds.
 */
export function checkFormat(walk: Walk, format: unknown, type: unknown, path: string) {
  if (type !== undefined && type !== "number" && type !== "time")
    fault(walk, `${path}Type`, 'a format is "number" or "time"');
  if (format === undefined) return;
  if (typeof format !== "string") return fault(walk, path, "a format is a d3 pattern");
  const number = /^(?:.?[<>=^])?[+\-( ]?[$#]?0?\d*,?(?:\.\d+)?~?[a-zA-Z%]?$/.test(format);
  const time = /%/.test(format) && /^(?:%[-_0]?[a-zA-Z%]|[^\d%])*$/.test(format);
  if (!number && !time) fault(walk, path, `"${format}" is not a number or time format of d3`);
}
