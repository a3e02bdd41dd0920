import type { Verdict } from "./functions.ts";
import { type Refusals, words } from "./words.ts";

/** Table functions a query may use, each with its reason. Everything else is refused. */
export const TABLE_FUNCTIONS: ReadonlyMap<string, string> = new Map([
  ["range", "numbers and dates made from its arguments"],
  ["generate_series", "the same, with its end included"],
  ["unnest", "rows out of a list that the query has"],
  ["repeat", "a value, repeated"],
  ["json_each", "rows out of a JSON value that the query has"],
  ["json_tree", "the same, through all levels"],
  ["test_all_types", "constant rows: one column a type"],
  ["pg_timezone_names", "the names of time zones"],
  ["icu_calendar_names", "the names of calendars"],
]);

/** Why the others are refused. One of a later DuckDB is refused too, and has no reason until someone gives it one. */
const REASONS: Refusals = [
  [
    "it reads files",
    words(
      "read_(csv|json|ndjson)(_auto)? read_(nd)?json_objects(_auto)? read_(parquet|text|blob|duckdb) sniff_csv glob",
      "parquet_(scan|metadata|file_metadata|full_metadata|kv_metadata|schema|bloom_probe)",
    ),
  ],
  ["it reads memory of the process by its address", words("arrow_scan arrow_scan_dumb")],
  [
    "it runs or reads SQL of its own",
    words("query query_table json_execute_serialized_sql sql_auto_complete check_peg_parser seq_scan"),
  ],
  [
    "it changes the engine or writes files",
    words(
      "(en|dis)able_.* verify_.* (force_)?checkpoint import_database copy_database add_parquet_key",
      "all_profiling_output truncate_duckdb_logs",
    ),
  ],
  [
    "it looks at the server and not at the data",
    words(
      "duckdb_.* pragma_.* which_secret extension_versions platform user_agent version functions collations",
      "database_list database_size metadata_info storage_info table_info show(_.*)?",
    ),
  ],
  ["a negative count breaks the engine (repeat() does the same and is allowed)", words("repeat_row")],
  ["it is an inner function of the engine", words("histogram histogram_values summary test_vector_types")],
];

/** Whether a table function may be used. */
export function judgeTable(functionName: string): Verdict {
  const name = functionName.toLowerCase();
  if (TABLE_FUNCTIONS.has(name)) return { allowed: true };
  return { allowed: false, reason: REASONS.find(([, names]) => names.test(name))?.[0] };
}
