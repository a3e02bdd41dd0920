import type { Coercion } from "#lib/datasets/schema.ts";
import type { ModuleTools } from "#lib/engine/module.ts";
import { quoteIdentifier, quoteString } from "#lib/engine/quote.ts";
import { cleanColumnNames } from "#lib/ingest/column-names.ts";
import { FileFault } from "#lib/ingest/worker/file-fault.ts";
import { type Checked, checkLines } from "./check-lines.ts";
import { digitsInMembers, keepDigits } from "./keep-digits.ts";
import type { OddTexts } from "./place.ts";
import type { RejectList } from "./reject-list.ts";
import { renameMembers } from "./rename-members.ts";
import { type Leaf, type Members, MOST_COLUMNS, planReading, withText } from "./structure.ts";
import { type Study, studyLines } from "./study-lines.ts";
import type { RowLines } from "./to-rows.ts";
import { toldTexts } from "./told-texts.ts";
import { typeLeaves } from "./type-leaves.ts";

/** DuckDB reads in blocks of twice this at least. */
const OBJECT_BYTES = 2 * 1024 * 1024;

export interface ReadTable {
  /** SQL of the typed rows. */
  query: string;
  warnings: string[];
  coerced: Coercion[];
}

/**
 * Rows of JSON text → typed columns, told by all rows; the columns named in `as_text` are text, whatever their
 * values are. Lines that are no objects become rejects.
 */
export async function readRows(
  tools: ModuleTools,
  lines: RowLines,
  rejects: RejectList,
  as_text: string[],
): Promise<ReadTable> {
  const { path, keys, members, odd, longest, warnings } = await withMembers(tools, lines, rejects);
  const { leaves } = planReading(members);
  if (leaves.length === 0) throw new FileFault("its rows hold no values");
  if (leaves.length > MOST_COLUMNS)
    throw new FileFault(`it has more than ${MOST_COLUMNS.toLocaleString("en")} columns`);
  const clean = cleanColumnNames(leaves.map((leaf) => renamed(leaf, keys).join(".")));
  const texts = leaves.filter((_, at) => as_text.includes(clean.names[at] ?? ""));
  const wanted = texts.reduce((read, { path }) => withText(read, path), members);
  const plan = planReading(wanted);
  const file = await withDigits(tools, { path, longest }, wanted, lines.most);
  const source = `${reading(file.path, file.longest, plan.members)} ${limit(lines)}`;
  const typed = await typeLeaves(tools, source, plan.leaves, clean.names);
  const told = toldTexts(odd, plan.leaves, clean.names);
  const columns = typed.map(({ sql, name }) => `${sql} AS ${quoteIdentifier(name)}`);
  return {
    query: `SELECT ${columns.join(", ")} FROM ${source}`,
    warnings: [
      ...warnings,
      ...flattened(leaves, clean.names),
      ...clean.warnings,
      ...typed.flatMap(({ warning }) => warning ?? []),
      ...told.warnings,
    ],
    coerced: told.coerced,
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
  members: Members;
  odd: OddTexts[];
  longest: number;
  /** The members' names, where the file at `path` calls them `k0`, `k1` …. */
  keys: string[] | null;
  warnings: string[];
}

function firstReason({ first: [reject] }: RejectList): string {
  return reject === undefined ? "" : `; of the first: ${reject.reason}`;
}

/** What was mended in the rows, as sentences. */
function mendings({ words, commas, comments }: Checked): string[] {
  const say = (rows: number, what: string) =>
    rows === 0 ? [] : [`${what} ${rows === 1 ? "in one row" : `in ${rows.toLocaleString("en")} rows`}.`];
  return [
    ...say(words, "NaN and Infinity, for which JSON has no word, are empty"),
    ...say(commas, "A comma before a closing bracket was left out"),
    ...say(comments, "Comments were left out"),
  ];
}

/** Twice at most, the lines are written anew: without bad ones, and with plain names. */
async function withMembers(tools: ModuleTools, lines: RowLines, rejects: RejectList): Promise<Found> {
  let { path, study } = lines;
  const warnings: string[] = [];
  const again = (of: string) => studyLines(of, { signal: tools.signal, most: lines.most });
  if (study.rows === 0) throw new FileFault("it holds no rows");
  if (study.members === null) {
    const target = tools.scratch.spare ?? "";
    const { isSource } = lines;
    const checked = await checkLines({ path, target, rejects, isSource, signal: tools.signal });
    if (checked.kept === 0) throw new FileFault(`none of its rows can be read${firstReason(rejects)}`);
    path = target;
    study = await again(path);
    warnings.push(...mendings(checked));
  }
  const found = known(study);
  if (!hasAwkwardNames(found.members)) return { path, ...found, keys: null, warnings };
  const target = path === tools.scratch.rows ? (tools.scratch.unpacked ?? "") : (tools.scratch.rows ?? "");
  const keys = await renameMembers(path, target, tools.signal);
  return { path: target, ...known(await again(target)), keys, warnings };
}

interface Lines {
  path: string;
  longest: number;
}

/** Once more, where numbers may end as text. */
async function withDigits(tools: ModuleTools, lines: Lines, members: Members, most: number): Promise<Lines> {
  const digits = digitsInMembers(members);
  if (digits === null) return lines;
  const target = lines.path === tools.scratch.rows ? (tools.scratch.spare ?? "") : (tools.scratch.rows ?? "");
  const longest = await keepDigits(lines.path, target, { digits, most, signal: tools.signal });
  return { path: target, longest };
}

function known({ members, odd, longest }: Study): Pick<Found, "members" | "odd" | "longest"> {
  if (members === null) throw new FileFault("its rows are no JSON objects");
  return { members, odd, longest };
}

/** Names that no two columns of DuckDB may have together, and the empty one. */
function hasAwkwardNames(found: Members): boolean {
  const keys = found.map(([key]) => key);
  return new Set(keys.map((key) => key.toLowerCase())).size < keys.length || keys.includes("");
}

function reading(path: string, longest: number, members: { key: string; type: string }[]): string {
  const columns = members.map(({ key, type }) => `${quoteIdentifier(key)}: ${quoteString(type)}`);
  const most = Math.max(OBJECT_BYTES, longest * 2 + 1024);
  return `read_json(${quoteString(path)}, format = 'newline_delimited', maximum_object_size = ${most}, columns = {${columns.join(", ")}})`;
}
