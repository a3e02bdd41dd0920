/** The types that DuckDB's `json_group_structure` found, merged over all rows. */
export type Structure = string | { list: Structure } | { members: [key: string, of: Structure][] };

/** Reads DuckDB's answer. Members are a list: a name such as `__proto__` is a name like any other. */
export function structureFrom(value: unknown): Structure {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return { list: structureFrom(value[0]) };
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return { members: entries.map(([key, of]) => [key, structureFrom(of)]) };
}

/** Objects nested deeper, or with more members, stay one column of JSON text: their names are data. */
const MOST_NESTING = 6;
const MOST_MEMBERS = 200;
export const MOST_COLUMNS = 10_000;

/** One column of the table: the way to it through nested objects, and what is read there. */
export interface Leaf {
  /** Keys from the row inwards. */
  path: string[];
  /** As DuckDB is to read it. */
  read: string;
  /** What `json_group_structure` says: a scalar's type, `JSON` where values differ, `NULL` where there are none. */
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
  const found = typeof node === "string" ? node : "list" in node ? "LIST" : "OBJECT";
  return [{ path, read: typeOf(node, path.length), found }];
}

function isStruct(node: Structure, level: number): node is { members: Members } {
  if (typeof node === "string" || "list" in node) return false;
  const keys = node.members.map(([key]) => key);
  const distinct = new Set(keys.map((key) => key.toLowerCase()));
  const named = distinct.size === keys.length && !distinct.has("");
  return named && keys.length > 0 && keys.length <= MOST_MEMBERS && level <= MOST_NESTING;
}

/** Numbers that are no small integers are read as they are written: DOUBLE would change long ones. */
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
  return typeof node === "string" && (node === "BIGINT" || node === "BOOLEAN") ? node : "VARCHAR";
}

/** In lists, nothing is looked at again after reading: numbers are what their type says. */
function listElement(node: Structure, level: number): string | null {
  if (level > MOST_NESTING) return null;
  if (typeof node === "string") {
    if (node === "UBIGINT" || node === "BIGINT") return node === "BIGINT" ? "BIGINT" : "UBIGINT";
    return node === "DOUBLE" || node === "BOOLEAN" ? node : "VARCHAR";
  }
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

const WHOLE = ["UBIGINT", "BIGINT", "HUGEINT"];

/** What holds the values of both, as `json_group_structure` has it: nothing in common is `JSON`. */
export function merged(left: Structure, right: Structure): Structure {
  if (left === "NULL") return right;
  if (right === "NULL" || left === right) return left;
  if (typeof left === "string" && typeof right === "string") {
    const numbers = [...WHOLE, "DOUBLE"];
    if (!numbers.includes(left) || !numbers.includes(right)) return "JSON";
    return WHOLE.includes(left) && WHOLE.includes(right) ? "BIGINT" : "DOUBLE";
  }
  if (typeof left === "string" || typeof right === "string") return "JSON";
  if ("list" in left && "list" in right) return { list: merged(left.list, right.list) };
  if ("list" in left || "list" in right) return "JSON";
  const members = new Map(left.members);
  for (const [key, of] of right.members) {
    const before = members.get(key);
    members.set(key, before === undefined ? of : merged(before, of));
  }
  return { members: [...members] };
}
