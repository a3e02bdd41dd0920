import type { ModuleTools } from "#lib/engine/module.ts";
import { quoteIdentifier, quoteString } from "#lib/engine/quote.ts";
import { EngineError } from "#lib/engine/worker/engine-error.ts";
import { cleanColumnNames } from "#lib/ingest/column-names.ts";
import { FileFault } from "#lib/ingest/worker/file-fault.ts";
import { checkLines } from "./check-lines.ts";
import { findStructure } from "./find-structure.ts";
import type { RejectList } from "./reject-list.ts";
import { renameMembers } from "./rename-members.ts";
import { type Leaf, type Members, MOST_COLUMNS, planReading } from "./structure.ts";
import type { RowLines } from "./to-rows.ts";
import { stageSelect, typeLeaves } from "./type-leaves.ts";

/** DuckDB reads in blocks of twice this at least. */
const OBJECT_BYTES = 2 * 1024 * 1024;

export interface ReadTable {
  /** A Parquet file with the columns `c0`, `c1` … as text where types were yet to be told. */
  staged: string;
  /** What to select from it. */
  select: string;
  warnings: string[];
}

/** Rows of JSON text → typed columns, told by all rows. Lines that are no objects become rejects. */
export async function readRows(tools: ModuleTools, lines: RowLines, rejects: RejectList): Promise<ReadTable> {
  const { path, keys, found } = await withStructure(tools, lines, rejects);
  const { leaves, members } = planReading(found);
  if (leaves.length === 0) throw new FileFault("its rows hold no values");
  if (leaves.length > MOST_COLUMNS)
    throw new FileFault(`it has more than ${MOST_COLUMNS.toLocaleString("en")} columns`);
  const staged = tools.scratch.clean ?? "";
  await tools.sql(
    `COPY (SELECT ${stageSelect(leaves)} FROM ${reading(path, lines, members)} ${limit(lines)})
     TO ${quoteString(staged)} (FORMAT parquet, COMPRESSION snappy)`,
    (fraction) => tools.report(0.4 + 0.4 * fraction),
  );
  const original = leaves.map((leaf) => renamed(leaf, keys).join("."));
  const clean = cleanColumnNames(original);
  const typed = await typeLeaves(tools, staged, leaves, clean.names);
  return {
    staged,
    select: typed.map(({ sql, name }) => `${sql} AS ${quoteIdentifier(name)}`).join(", "),
    warnings: [
      ...flattened(leaves, clean.names),
      ...clean.warnings,
      ...typed.flatMap(({ warning }) => warning ?? []),
    ],
  };
}

function limit({ most }: RowLines): string {
  return Number.isFinite(most) ? `LIMIT ${most}` : "";
}

function flattened(leaves: Leaf[], names: string[]): string[] {
  const nested = leaves.flatMap(({ path }, at) => (path.length > 1 ? [names[at] ?? ""] : []));
  if (nested.length === 0) return [];
  const shown = nested
    .slice(0, 3)
    .map((name) => `"${name}"`)
    .join(", ");
  const more = nested.length > 3 ? ` and ${nested.length - 3} more` : "";
  return [`Values inside nested objects are columns of their own: ${shown}${more}.`];
}

/** Where members were renamed, the names the file has. */
function renamed({ path }: Leaf, keys: string[] | null): string[] {
  const [first = "", ...rest] = path;
  return keys === null ? path : [keys[Number(first.slice(1))] ?? first, ...rest];
}

interface Found {
  path: string;
  found: Members;
  /** The members' names, where the file at `path` calls them `k0`, `k1` …. */
  keys: string[] | null;
}

/** The structure of all rows. Twice at most, the lines are written anew: without bad ones, and with plain names. */
async function withStructure(tools: ModuleTools, lines: RowLines, rejects: RejectList): Promise<Found> {
  let { path } = lines;
  let found = await structureOf(tools, path, lines);
  if (found === null) {
    const target = tools.scratch.spare ?? "";
    const { isSource } = lines;
    const kept = await checkLines({ path, target, rejects, isSource, signal: tools.signal });
    if (kept === 0) throw new FileFault("none of its rows is a JSON object");
    path = target;
    found = await structureOf(tools, path, lines);
  }
  if (found === null) throw new FileFault("its rows are no JSON objects");
  if (!hasAwkwardNames(found)) return { path, found, keys: null };
  const target = path === tools.scratch.rows ? (tools.scratch.unpacked ?? "") : (tools.scratch.rows ?? "");
  const keys = await renameMembers(path, target, tools.signal);
  const again = await structureOf(tools, target, lines);
  if (again === null) throw new FileFault("its rows are no JSON objects");
  return { path: target, found: again, keys };
}

/** Names that no two columns of DuckDB may have together, and the empty one. */
function hasAwkwardNames(found: Members): boolean {
  const keys = found.map(([key]) => key);
  return new Set(keys.map((key) => key.toLowerCase())).size < keys.length || keys.includes("");
}

/** Null where lines are no JSON, or no objects. */
async function structureOf(tools: ModuleTools, path: string, lines: RowLines): Promise<Members | null> {
  const options = `format = 'newline_delimited', maximum_object_size = ${objectBytes(lines)}`;
  const source = `(FROM read_json_objects(${quoteString(path)}, ${options}) ${limit(lines)})`;
  try {
    const found = await findStructure(tools, source, Math.min(lines.lines, lines.most));
    if (found === null) throw new FileFault("it holds no rows");
    return typeof found === "object" && "members" in found ? found.members : null;
  } catch (error) {
    if (error instanceof EngineError && error.code === "sql_error") return null;
    throw error;
  }
}

function reading(path: string, lines: RowLines, members: { key: string; type: string }[]): string {
  const columns = members.map(({ key, type }) => `${quoteIdentifier(key)}: ${quoteString(type)}`);
  return `read_json(${quoteString(path)}, format = 'newline_delimited', maximum_object_size = ${objectBytes(lines)}, columns = {${columns.join(", ")}})`;
}

function objectBytes({ longest }: RowLines): number {
  return Math.max(OBJECT_BYTES, longest * 2 + 1024);
}
