import { nearest } from "#lib/engine/worker/nearest.ts";
import { ALLOWED_FUNCTIONS } from "./allowed-functions.ts";
import { judge } from "./functions.ts";
import { judgeTable, TABLE_FUNCTIONS } from "./table-functions.ts";

export interface BaseTable {
  name: string;
  position: number | undefined;
}

/** Why a statement may not run: it is out of bounds, or merely wrong. */
interface Fault {
  code: "sql_refused" | "sql_error";
  message: string;
}

export interface Findings {
  /** Base tables read that no WITH of the query defines. */
  tables: BaseTable[];
  /** The first thing that is not allowed. */
  refusal: (Fault & { position: number | undefined }) | undefined;
}

type Node = Readonly<Record<string, unknown>>;
/** A name that a WITH defines, in lower case, and those around it. */
interface Scope {
  name: string;
  outer: Scope | undefined;
}

interface Visit {
  node: unknown;
  /** The node is what a table function calls: it has been judged with it. */
  called?: boolean;
  /** The names that a WITH around the node defines. */
  scope: Scope | undefined;
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
  const stack: Visit[] = [{ node: tree, scope: undefined }];
  for (let visit = stack.pop(); visit !== undefined; visit = stack.pop()) {
    const { node } = visit;
    if (Array.isArray(node)) {
      for (const item of node) stack.push({ node: item, scope: visit.scope });
      continue;
    }
    if (!isNode(node)) continue;
    const fault =
      (visit.called ? undefined : functionFault(node)) ??
      refused(refusalOf(node) ?? tableRefusal(node, visit.scope, findings));
    if (fault !== undefined) {
      findings.refusal = { ...fault, position: positionOf(node) };
      return findings;
    }
    stack.push(...childrenOf(node, visit.scope));
  }
  return findings;
}

/** What hangs below a node, each with the WITH names it sees: a query of a WITH sees those before it, and itself. */
function childrenOf(node: Node, around: Scope | undefined): Visit[] {
  const visits: Visit[] = [];
  let scope = around;
  for (const entry of cteEntries(node)) {
    scope = { name: text(entry.key).toLowerCase(), outer: scope };
    visits.push({ node: entry.value, scope });
  }
  const called = node.type === "TABLE_FUNCTION";
  for (const [key, child] of Object.entries(node)) {
    if (key === "cte_map" || typeof child !== "object") continue;
    visits.push({ node: child, scope, called: called && key === "function" });
  }
  return visits;
}

function cteEntries(node: Node): Node[] {
  const map = isNode(node.cte_map) ? node.cte_map.map : undefined;
  return Array.isArray(map) ? map.filter(isNode) : [];
}

function refused(message: string | undefined): Fault | undefined {
  return message === undefined ? undefined : { code: "sql_refused", message };
}

/** Table functions have a list of their own. */
function functionFault(node: Node): Fault | undefined {
  if (node.type === "TABLE_FUNCTION" || typeof node.function_name !== "string") return undefined;
  const name = node.function_name;
  if (node.export_state === true)
    return refused("EXPORT_STATE is not allowed: it gives an inner state of the engine.");
  const verdict = judge(name);
  if (verdict.allowed) return undefined;
  if (verdict.reason !== undefined)
    return refused(`The function ${name}() is not allowed: ${verdict.reason}.`);
  const [close] = nearest(name, [...ALLOWED_FUNCTIONS]);
  const hint = close === undefined ? "" : ` Did you mean "${close}"?`;
  return { code: "sql_error", message: `There is no function "${name.slice(0, 100)}".${hint}` };
}

function refusalOf(node: Node): string | undefined {
  if (node.class === "PARAMETER") return "A query has no parameters to fill; write the value in its place.";
  if (node.type === "TABLE_FUNCTION") return tableFunctionRefusal(node.function);
  if (node.type === "SHOW_REF") return showRefusal(node);
  return cteRefusal(node);
}

function tableFunctionRefusal(called: unknown): string | undefined {
  const name = isNode(called) ? text(called.function_name).toLowerCase() : "";
  const verdict = judgeTable(name);
  if (verdict.allowed) return undefined;
  const because = verdict.reason === undefined ? "" : `: ${verdict.reason}`;
  return `The table function ${name.slice(0, 100)}() is not allowed${because}. A query reads the tables of its session, and may use ${[...TABLE_FUNCTIONS.keys()].slice(0, 3).join("(), ")}().`;
}

/** DESCRIBE and SUMMARIZE carry the query they look at; SHOW TABLES names the session's own tables. */
function showRefusal(node: Node): string | undefined {
  if (isNode(node.query)) return undefined;
  if (text(node.table_name) === '"tables"' && node.schema_name === undefined) return undefined;
  return "Of the SHOW statements only SHOW TABLES and DESCRIBE of a table or a query are allowed.";
}

function cteRefusal(node: Node): string | undefined {
  const taken = cteEntries(node)
    .map((entry) => text(entry.key))
    .find(isOutOfReach);
  return taken === undefined
    ? undefined
    : `"${taken}" cannot be the name of a WITH query; choose a plain name.`;
}

function isDefined(name: string, innermost: Scope | undefined): boolean {
  for (let scope = innermost; scope !== undefined; scope = scope.outer) if (scope.name === name) return true;
  return false;
}

function tableRefusal(node: Node, scope: Scope | undefined, findings: Findings): string | undefined {
  if (node.type !== "BASE_TABLE") return undefined;
  const name = text(node.table_name);
  const schema = text(node.schema_name);
  if (text(node.catalog_name) !== "" || (schema !== "" && schema.toLowerCase() !== "main")) {
    return `"${[text(node.catalog_name), schema, name].filter(Boolean).join(".")}" is not a table of this session.`;
  }
  if (schema === "" && isDefined(name.toLowerCase(), scope)) return undefined;
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
