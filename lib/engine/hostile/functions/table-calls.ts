const DEEP = "repeat('[', 20000) || repeat(']', 20000)";
const BIG = "9223372036854775807";

/** What stands after FROM, for the table functions that a query may use. */
export const TABLE_CALLS: Readonly<Record<string, readonly string[]>> = {
  range: [
    "range(5)",
    "range(NULL)",
    `range(-${BIG}, ${BIG}) LIMIT 3`,
    "range(1, 10, 0)",
    `range(0, ${BIG}, ${BIG})`,
    "range(TIMESTAMP '2024-01-01', 'infinity'::TIMESTAMP, INTERVAL '1 month') LIMIT 3",
    "range(DATE '2024-01-01', DATE '2024-02-01', INTERVAL '-1 day')",
  ],
  generate_series: ["generate_series(1, 5)", `generate_series(${BIG}, ${BIG})`, "generate_series(1, NULL)"],
  unnest: [
    "unnest([1, 2, NULL])",
    "unnest(NULL::INTEGER[])",
    "unnest([[{'a': [1]}]], recursive := true)",
    "unnest(range(100000))",
  ],
  repeat: [
    "repeat('x', 3)",
    "repeat(repeat('x', 100000), 1000)",
    `repeat(1, -${BIG})`,
    `repeat(NULL, ${BIG}) LIMIT 3`,
  ],
  json_each: [
    "json_each('[1, {}]')",
    "json_each('{\"a\": 1}', '$.a')",
    `json_each(${DEEP})`,
    "json_each('/etc/passwd')",
    "json_each('[1]', '../x')",
  ],
  json_tree: ["json_tree('[1, {}]')", `json_tree(${DEEP})`, "json_tree('[1', '$')", "json_tree(NULL)"],
  test_all_types: [
    "test_all_types()",
    "test_all_types(use_large_enum = true)",
    "test_all_types(use_large_bignum = true)",
  ],
  pg_timezone_names: ["pg_timezone_names()", "pg_timezone_names() WHERE name LIKE '%passwd%'"],
  icu_calendar_names: ["icu_calendar_names()", "icu_calendar_names() ORDER BY ALL DESC"],
};
