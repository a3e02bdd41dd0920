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

/**
 * Scalar functions that are refused, by the reason told. Files are out of reach of scalars in any case
 * (external access is off); these look at the process, change it, run SQL that was not checked, or wait.
 */
const REFUSED: readonly (readonly [reason: string, names: readonly string[]])[] = [
  [
    "it looks at the server and not at the data",
    [
      "getenv",
      "current_setting",
      "current_query",
      "current_query_id",
      "current_connection_id",
      "current_transaction_id",
      "txid_current",
      "inet_client_addr",
      "inet_client_port",
      "inet_server_addr",
      "inet_server_port",
      "pg_conf_load_time",
      "pg_postmaster_start_time",
      "pg_get_viewdef",
      "pg_get_constraintdef",
      "get_block_size",
      "getvariable",
      "which_secret",
      "parse_duckdb_log_message",
    ],
  ],
  ["it writes to the server", ["write_log", "nextval", "currval", "set_config", "setseed"]],
  ["it runs SQL of its own", ["json_execute_serialized_sql", "json_serialize_plan", "json_deserialize_sql"]],
  ["it only waits", ["sleep_ms", "sleep", "pg_sleep"]],
];

const REASON_BY_NAME: ReadonlyMap<string, string> = new Map(
  REFUSED.flatMap(([reason, names]) => names.map((name): [string, string] => [name, reason])),
);

/** Why a scalar, aggregate or window function is refused; undefined when it may run. */
export function reasonAgainst(functionName: string): string | undefined {
  const name = functionName.toLowerCase();
  if (name.startsWith("__internal_")) return "it is an inner function of the engine";
  return REASON_BY_NAME.get(name);
}
