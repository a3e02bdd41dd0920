import { type Node, type Survey, totalOf } from "./survey.ts";

/** Where a JSON document's rows are, and how each becomes one. */
export type Shape =
  /** Each value of the container at `parent` (-1: of the document) is a row. */
  | {
      kind: "rows";
      parent: number;
      of: "objects" | "arrays" | "values";
      header: number | null;
      note: string | null;
    }
  /** `{"a":[1,2],"b":[3,4]}` */
  | { kind: "columns" }
  /** `{"a":{"0":1,"1":2},"b":{"0":3,"1":4}}`, as pandas writes it. */
  | { kind: "indexed-columns" }
  /** `{"ann":{"age":3},"bob":{"age":4}}` */
  | { kind: "keyed-rows" }
  /** One object, one row. */
  | { kind: "single" };

/** Decides where the table is in a document that was looked over; null when it holds no value. */
export function shapeOf(survey: Survey): Shape | null {
  const [first] = survey.top;
  if (first === undefined) return null;
  if (survey.count > 1) return rowsIn(-1, survey.counts, null);
  if (first.kind === "array") return rowsIn(first.offset, first.counts, null);
  return first.kind === "object" ? shapeOfObject(first) : rowsIn(-1, survey.counts, null);
}

function shapeOfObject(object: Node): Shape | null {
  const members = object.children;
  if (members.length === 0) return null;
  const split = splitTable(object);
  if (split !== null) return split;
  const list = largestList(object);
  if (list !== null) return rowsIn(list.node.offset, list.node.counts, list.note);
  const { counts } = object;
  const [one, two] = members;
  if (counts.array === members.length && members.every(isFlat)) return { kind: "columns" };
  if (counts.object === members.length && one !== undefined && two !== undefined && areAlike(one, two))
    return members.every(isFlat) && hasIndexKeys(one) ? { kind: "indexed-columns" } : { kind: "keyed-rows" };
  return { kind: "single" };
}

function rowsIn(parent: number, counts: Node["counts"], note: string | null): Shape | null {
  const total = totalOf(counts);
  if (total === 0) return null;
  // A stray value among the rows is a reject; what most of them are decides.
  const of = counts.object * 2 >= total ? "objects" : counts.array * 2 >= total ? "arrays" : "values";
  return { kind: "rows", parent, of, header: null, note };
}

/** `{"columns":["a","b"],"data":[[1,2],[3,4]]}` */
function splitTable(object: Node): Shape | null {
  const names = object.children.find(
    ({ key, kind }) => kind === "array" && /^(columns|header|headers|fields)$/i.test(key ?? ""),
  );
  const data = object.children.find(
    ({ key, kind, counts }) =>
      kind === "array" &&
      /^(data|rows|values|records)$/i.test(key ?? "") &&
      counts.array > 0 &&
      counts.object === 0,
  );
  if (names === undefined || data === undefined) return null;
  return {
    kind: "rows",
    parent: data.offset,
    of: "arrays",
    header: names.offset,
    note: null,
  };
}

interface List {
  node: Node;
  path: string;
}

/** The largest list of objects or lists below an object, through objects only. */
function largestList(object: Node): { node: Node; note: string } | null {
  const lists = listsIn(object, "").toSorted(
    (left, right) =>
      totalOf(right.node.counts) - totalOf(left.node.counts) || left.node.level - right.node.level,
  );
  const [largest, ...others] = lists;
  if (largest === undefined) return null;
  // One object that holds short lists among its values is a row of its own.
  const siblings = object.children.filter(({ kind }) => kind === "scalar" || kind === "string").length;
  if (totalOf(largest.node.counts) < 2 && siblings > 1) return null;
  const rest = others
    .filter(({ path }) => !path.startsWith(`${largest.path}.`))
    .map(({ path }) => `"${path}"`);
  const more = rest.length === 0 ? "" : ` Other lists in it are left out: ${rest.slice(0, 5).join(", ")}.`;
  return { node: largest.node, note: `The rows are the list "${largest.path}" of the file.${more}` };
}

function listsIn(node: Node, path: string): List[] {
  return node.children.flatMap((child) => {
    const at = path === "" ? (child.key ?? "") : `${path}.${child.key ?? ""}`;
    if (child.kind === "object") return child.level > 3 ? [] : listsIn(child, at);
    const holdsRows = child.kind === "array" && child.counts.object + child.counts.array > 0;
    return holdsRows ? [{ node: child, path: at }] : [];
  });
}

function isFlat(node: Node): boolean {
  return totalOf(node.counts) > 0 && node.counts.object + node.counts.array === 0;
}

/** Half of the names they have are names of both. */
function areAlike(left: Node, right: Node): boolean {
  const names = new Set(left.children.map(({ key }) => key));
  const shared = right.children.filter(({ key }) => names.has(key)).length;
  return shared > 0 && shared * 2 >= Math.max(left.children.length, right.children.length);
}

function hasIndexKeys(node: Node): boolean {
  return node.children.every(({ key }, index) => key === String(index));
}
