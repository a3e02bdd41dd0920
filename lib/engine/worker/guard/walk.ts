import { reasonAgainst, TABLE_FUNCTIONS } from "./functions.ts";

export interface BaseTable {
  name: string;
  position: number | undefined;
}

export interface Findings {
  /** Base tables read that no WITH of the query defines. */
  tables: BaseTable[];
  /** The first thing that is not allowed. */
  refusal: { message: string; position: number | undefined } | undefined;
}

type Node = Readonly<Record<string, unknown>>;
interface Visit {
  node: unknown;
  /** Names that a WITH around the node defines, in lower case. */
  ctes: ReadonlySet<string>;
}

/** Names of the engine's own catalog: no WITH may borrow them. */
const SYSTEM_NAME =
  /^(duckdb_|pragma_|pg_|sqlite_|information_schema)|[/\\*:]|\.(parquet|csv|tsv|json|ndjson|jsonl|db|duckdb|gz|zst)$/i;

/** Whether a table's name means a file or the engine's own catalog, and not a table someone mistyped. */
export function isOutOfReach(name: string): boolean {
  return SYSTEM_NAME.test(name);
}

/** Goes through the whole tree of `json_serialize_sql`, without recursion: its depth is a stranger's. */
export function walk(tree: unknown): Findings {
  const findings: Findings = { tables: [], refusal: undefined };
  const stack: Visit[] = [{ node: tree, ctes: new Set() }];
  for (let visit = stack.pop(); visit !== undefined; visit = stack.pop()) {
    const { node } = visit;
    if (Array.isArray(node)) {
      for (const item of node) stack.push({ node: item, ctes: visit.ctes });
      continue;
    }
    if (!isNode(node)) continue;
    const ctes = withCtesOf(node, visit.ctes);
    const message = refusalOf(node) ?? tableRefusal(node, ctes, findings);
    if (message !== undefined) {
      findings.refusal = { message, position: positionOf(node) };
      return findings;
    }
    for (const child of Object.values(node)) if (typeof child === "object") stack.push({ node: child, ctes });
  }
  return findings;
}

function withCtesOf(node: Node, around: ReadonlySet<string>): ReadonlySet<string> {
  const map = isNode(node.cte_map) ? node.cte_map.map : undefined;
  if (!Array.isArray(map) || map.length === 0) return around;
  const names = map.map((entry) => (isNode(entry) ? text(entry.key).toLowerCase() : ""));
  return new Set([...around, ...names]);
}

function refusalOf(node: Node): string | undefined {
  if (node.class === "PARAMETER") return "A query has no parameters to fill; write the value in its place.";
  if (node.class === "FUNCTION" || node.class === "WINDOW") {
    const name = text(node.function_name);
    const reason = reasonAgainst(name);
    return reason === undefined ? undefined : `The function ${name}() is not allowed: ${reason}.`;
  }
  if (node.type === "TABLE_FUNCTION") return tableFunctionRefusal(node.function);
  if (node.type === "SHOW_REF") return showRefusal(node);
  if (isNode(node.cte_map)) return cteRefusal(node.cte_map.map);
  return undefined;
}

function tableFunctionRefusal(called: unknown): string | undefined {
  const name = isNode(called) ? text(called.function_name).toLowerCase() : "";
  if (TABLE_FUNCTIONS.has(name)) return undefined;
  return `The table function ${name}() is not allowed. A query reads the tables of its session, and may use ${[...TABLE_FUNCTIONS.keys()].slice(0, 3).join("(), ")}().`;
}

/** DESCRIBE and SUMMARIZE carry the query they look at; SHOW TABLES names the session's own tables. */
function showRefusal(node: Node): string | undefined {
  if (isNode(node.query)) return undefined;
  if (text(node.table_name) === '"tables"' && node.schema_name === undefined) return undefined;
  return "Of the SHOW statements only SHOW TABLES and DESCRIBE of a table or a query are allowed.";
}

function cteRefusal(map: unknown): string | undefined {
  if (!Array.isArray(map)) return undefined;
  const taken = map.map((entry) => (isNode(entry) ? text(entry.key) : "")).find(isOutOfReach);
  return taken === undefined
    ? undefined
    : `"${taken}" cannot be the name of a WITH query; choose a plain name.`;
}

function tableRefusal(node: Node, ctes: ReadonlySet<string>, findings: Findings): string | undefined {
  if (node.type !== "BASE_TABLE") return undefined;
  const name = text(node.table_name);
  const schema = text(node.schema_name);
  if (text(node.catalog_name) !== "" || (schema !== "" && schema.toLowerCase() !== "main")) {
    return `"${[text(node.catalog_name), schema, name].filter(Boolean).join(".")}" is not a table of this session.`;
  }
  if (schema === "" && ctes.has(name.toLowerCase())) return undefined;
  findings.tables.push({ name, position: positionOf(node) });
  return undefined;
}

function positionOf(node: Node): number | undefined {
  const own = location(node);
  return own ?? (isNode(node.function) ? location(node.function) : undefined);
}

/** DuckDB writes 2^64-1 where it knows no place. */
function location(node: Node): number | undefined {
  const at = node.query_location;
  return typeof at === "number" && Number.isSafeInteger(at) ? at : undefined;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
