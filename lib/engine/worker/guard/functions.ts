import { ALLOWED_FUNCTIONS } from "./allowed-functions.ts";

/**
 * Table functions a query may use, each with its reason. Everything else is refused: readers of files
 * (`read_csv`, `glob`), of the catalog and the settings (`duckdb_settings`), switches (`enable_logging`),
 * and whatever a later DuckDB adds.
 */
export const TABLE_FUNCTIONS: ReadonlyMap<string, string> = new Map([
  ["range", "numbers and dates made from its arguments"],
  ["generate_series", "the same, with its end included"],
  ["unnest", "rows out of a list that the query has"],
  ["repeat", "a value, repeated"],
  ["repeat_row", "a row, repeated"],
  ["json_each", "rows out of a JSON value that the query has"],
  ["json_tree", "the same, through all levels"],
  ["test_all_types", "constant rows: one column a type"],
  ["pg_timezone_names", "the names of time zones"],
  ["icu_calendar_names", "the names of calendars"],
]);

/** Why a function is refused, where there is more to say than that it is not allowed. */
const REASONS: readonly (readonly [reason: string, names: RegExp])[] = [
  ["it runs or reads SQL of its own", words("json_execute_serialized_sql json_(de)?serialize_(sql|plan)")],
  ["it changes the engine", words("nextval currval set_config setseed write_log")],
  ["it only waits", words("sleep sleep_ms pg_sleep")],
  [
    "it looks at the server and not at the data",
    words(
      "getenv getvariable current_(setting|query|query_id|connection_id|transaction_id) txid_current in_search_path",
      "get_block_size which_secret parse_duckdb_log_message format_type format_pg_type map_to_pg_oid",
      "(col|obj|shobj)_description pg_(?!typeof$|size_pretty$).* inet_.* has_.*_privilege",
    ),
  ],
  [
    "it is an inner function of the engine",
    words(
      "__internal_.* cast_to_type combine constant_or_null create_sort_key finalize make_type remap_struct",
      "replace_type stats timetz_byte_comparable variant_(bytes_to|normalize|to_parquet)\\w* vector_type",
    ),
  ],
];

export type Verdict = { allowed: true } | { allowed: false; reason: string | undefined };

/**
 * Whether a scalar, aggregate or window function may run. Without a reason it is one that nobody has allowed: for
 * a query that is as if there were none.
 */
export function judge(functionName: string): Verdict {
  const name = functionName.toLowerCase();
  if (ALLOWED_FUNCTIONS.has(name) || /^icu_collate_\w+$/.test(name)) return { allowed: true };
  return { allowed: false, reason: REASONS.find(([, names]) => names.test(name))?.[0] };
}

/** Whole names, written as patterns with blanks between them. */
function words(...lists: string[]): RegExp {
  return new RegExp(`^(?:${lists.join(" ").split(" ").join("|")})$`);
}
