/**
 * What the values at one place of all rows are: `NULL` (none), `BOOLEAN`, `BIGINT`, `DOUBLE`, `LONG` (whole numbers, some
 * perhaps longer than a DOUBLE keeps), `DIGITS` (long numbers, with fractions among them), `VARCHAR`, texts that all are a `DATE`,
 * `TIMESTAMP` or `TIMESTAMPTZ`, `JSON` (of several kinds), `MIXED` (numbers and other kinds), or `TEXT` (to be text, as a
 * person said).
 */
export type Structure = string | { list: Structure } | { members: [key: string, of: Structure][] };

/** Objects nested deeper, or with more members, stay one column of JSON text: their names are data. */
export const MOST_NESTING = 6;
export const MOST_MEMBERS = 200;
export const MOST_COLUMNS = 10_000;

/** One column of the table: the way to it through nested objects, and what is read there. */
export interface Leaf {
  /** Keys from the row inwards. */
  path: string[];
  /** As DuckDB is to read it. */
  read: string;
  /** A scalar's structure; `LIST`, `LIST AS TEXT` where its numbers become text, or `OBJECT` for one that stays JSON text. */
  found: string;
}

export type Members = [key: string, of: Structure][];

/** A plan for reading: the type of each top-level member, and the columns it is flattened to. */
export interface ReadPlan {
  members: { key: string; type: string }[];
  leaves: Leaf[];
}

export function planReading(found: Members): ReadPlan {
  const members = found.map(([key, node]) => ({ key, type: typeOf(node, 1) }));
  const leaves = found.flatMap(([key, node]) => leavesOf([key], node));
  return { members, leaves };
}

function leavesOf(path: string[], node: Structure): Leaf[] {
  if (isStruct(node, path.length)) {
    return node.members.flatMap(([key, child]) => leavesOf([...path, key], child));
  }
  return [{ path, read: typeOf(node, path.length), found: foundIn(node) }];
}

function foundIn(node: Structure): string {
  if (typeof node === "string") return node;
  if ("members" in node) return "OBJECT";
  return hasNumbersAsText(node.list) ? "LIST AS TEXT" : "LIST";
}

function hasNumbersAsText(node: Structure): boolean {
  if (typeof node === "string") return ["LONG", "DIGITS", "MIXED"].includes(node);
  if ("list" in node) return hasNumbersAsText(node.list);
  return node.members.some(([, of]) => hasNumbersAsText(of));
}

function isStruct(node: Structure, level: number): node is { members: Members } {
  if (typeof node === "string" || "list" in node) return false;
  const keys = node.members.map(([key]) => key);
  const distinct = new Set(keys.map((key) => key.toLowerCase()));
  const named = distinct.size === keys.length && !distinct.has("");
  return named && keys.length > 0 && keys.length <= MOST_MEMBERS && level <= MOST_NESTING;
}

/** Long numbers are read as they are written: DOUBLE would change them. */
function typeOf(node: Structure, level: number): string {
  if (typeof node !== "string" && "list" in node) {
    const inner = listElement(node.list, level);
    return inner === null ? "VARCHAR" : `${inner}[]`;
  }
  if (isStruct(node, level)) {
    const fields = node.members.map(
      ([key, child]) => `"${key.replaceAll('"', '""')}" ${typeOf(child, level + 1)}`,
    );
    return `STRUCT(${fields.join(", ")})`;
  }
  return typeof node === "string" && AS_FOUND.includes(node) ? node : "VARCHAR";
}

const AS_FOUND = ["BIGINT", "DOUBLE", "BOOLEAN"];

/** In lists, nothing is looked at again after reading: dates and long numbers stay text there. */
function listElement(node: Structure, level: number): string | null {
  if (level > MOST_NESTING) return null;
  if (typeof node === "string") return AS_FOUND.includes(node) ? node : "VARCHAR";
  if ("list" in node) {
    const inner = listElement(node.list, level + 1);
    return inner === null ? null : `${inner}[]`;
  }
  if (!isStruct(node, level)) return "VARCHAR";
  const fields = node.members.map(
    ([key, child]) => `"${key.replaceAll('"', '""')}" ${listElement(child, level + 1) ?? "VARCHAR"}`,
  );
  return `STRUCT(${fields.join(", ")})`;
}

/** The same members, with text at the end of a path. */
export function withText(members: Members, [first, ...rest]: string[]): Members {
  return members.map(([key, of]) => {
    if (key !== first) return [key, of];
    const isInside = rest.length > 0 && typeof of === "object" && "members" in of;
    return [key, isInside ? { members: withText(of.members, rest) } : "TEXT"];
  });
}
