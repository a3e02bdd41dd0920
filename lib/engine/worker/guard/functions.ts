import { ALLOWED_FUNCTIONS } from "./allowed-functions.ts";
import { type Refusals, words } from "./words.ts";

/** Why a function is refused, where there is more to say than that it is not allowed. */
const REASONS: Refusals = [
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
      "__internal_.* cast_to_type combine constant_or_null create_sort_key finalize get_type make_type remap_struct",
      "replace_type stats sum_no_overflow timetz_byte_comparable variant_(bytes_to|normalize|to_parquet)\\w* vector_type",
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
