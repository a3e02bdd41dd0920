const ENUM = "('a'::ENUM('a', '', '../../etc/passwd'))";
const STRUCT = "({'a': 1, 'b': repeat('x', 100000)})";
const ROW = "row(1, 'x')";
const UNION = "(union_value(n := 1)::UNION(n INTEGER, s VARCHAR))";
const NUMBERS = "FROM (SELECT unnest(range(2000)) AS a)";
const LIST = "range(20000)";

const ofEnum = (name: string): string[] => [`${name}(${ENUM})`, `${name}(NULL::ENUM('a', 'b'))`];
const ofWindow = (name: string, ...rest: string[]): string[] =>
  [[], ...rest].map((more) => `${name}(${["a", ...more].join(", ")}) OVER (ORDER BY a) ${NUMBERS}`);
const ofAggregateName = (name: string): string[] =>
  [
    "'sum'",
    "'string_agg', ','",
    "'quantile', 0.5",
    "'histogram'",
    "'read_csv'",
    "'getenv'",
    "NULL",
    "repeat('x', 100000)",
  ].map((rest) => `${name}(${LIST}, ${rest})`);
const ofZip = (name: string): string[] => [
  `${name}(${LIST}, [1, NULL], [])`,
  `${name}([1], ['a'], true)`,
  `${name}(NULL, [])`,
];
const ofStructure = (name: string): string[] =>
  [
    `'{"a": "INTEGER"}'`,
    `'{"a": ["JSON"]}'`,
    `'["JSON"]'`,
    `'"/etc/passwd"'`,
    `repeat('[', 400) || '"INTEGER"' || repeat(']', 400)`,
  ].map((structure) => `${name}('{"a": [1, {"b": 2}]}'::JSON, ${structure})`);

/** What stands after SELECT, for functions whose arguments have a form of their own. */
export const SPECIAL_CALLS: Readonly<Record<string, readonly string[]>> = {
  approx_top_k: [
    `approx_top_k(a, 3) ${NUMBERS}`,
    `approx_top_k(a, 999999) ${NUMBERS}`,
    `approx_top_k(a, 9223372036854775807) ${NUMBERS}`,
  ],
  bitstring_agg: [
    `bitstring_agg(a, 0, 2000) ${NUMBERS}`,
    `bitstring_agg(a, 0, 1000000000) ${NUMBERS}`,
    `bitstring_agg(a, -9223372036854775808, 9223372036854775807) ${NUMBERS}`,
  ],
  current_schemas: ["current_schemas(true)", "current_schemas(NULL)"],
  error: ["error('/etc/passwd')", "error(repeat('x', 1000000))", "error(NULL)"],
  array_prepend: [`array_prepend(1, ${LIST})`, "array_prepend(NULL, [])", "array_prepend('x', NULL)"],
  days_in_month: [
    "days_in_month('2024-02-01'::DATE)",
    "days_in_month('infinity'::DATE)",
    "days_in_month('5881580-07-10'::DATE)",
  ],
  list_bool_and: ["list_bool_and([true, NULL])", "list_bool_and([])"],
  list_bool_or: ["list_bool_or([true, NULL])", "list_bool_or([])"],
  struct_contains: ["struct_contains(row(1, 2), 2)", "struct_contains(row('a', NULL), repeat('x', 100000))"],
  struct_has: ["struct_has(row(1, 2), 2)", "struct_has(row('a', NULL), repeat('x', 100000))"],
  ...Object.fromEntries(
    ["to_json", "json_quote", "row_to_json", "array_to_json"].map((name) => {
      const value =
        name === "array_to_json"
          ? "['a', repeat('x', 100000)]"
          : name === "row_to_json"
            ? STRUCT
            : "map([1], ['x'])";
      return [
        name,
        [`${name}(${value})`, `${name}(NULL)`, `${name}(${name.startsWith("array") ? `[${LIST}]` : STRUCT})`],
      ];
    }),
  ),
  enum_code: ofEnum("enum_code"),
  enum_first: ofEnum("enum_first"),
  enum_last: ofEnum("enum_last"),
  enum_range: ofEnum("enum_range"),
  enum_range_boundary: [`enum_range_boundary(${ENUM}, NULL)`, `enum_range_boundary(NULL, ${ENUM})`],
  fill: ofWindow("fill"),
  first_value: ofWindow("first_value"),
  last_value: ofWindow("last_value"),
  lag: ofWindow("lag", "1", "-9223372036854775808", "9223372036854775807, 0"),
  lead: ofWindow("lead", "1", "-9223372036854775808", "9223372036854775807, 0"),
  nth_value: [
    `nth_value(a, 3) OVER (ORDER BY a) ${NUMBERS}`,
    `nth_value(a, -9223372036854775808) OVER () ${NUMBERS}`,
  ],
  ntile: [
    `ntile(3) OVER (ORDER BY a) ${NUMBERS}`,
    `ntile(9223372036854775807) OVER (ORDER BY a) ${NUMBERS}`,
    `ntile(-1) OVER () ${NUMBERS}`,
  ],
  aggregate: ofAggregateName("aggregate"),
  array_aggr: ofAggregateName("array_aggr"),
  array_aggregate: ofAggregateName("array_aggregate"),
  list_aggr: ofAggregateName("list_aggr"),
  list_aggregate: ofAggregateName("list_aggregate"),
  array_zip: ofZip("array_zip"),
  list_zip: ofZip("list_zip"),
  from_json: ofStructure("from_json"),
  from_json_strict: ofStructure("from_json_strict"),
  json_transform: ofStructure("json_transform"),
  json_transform_strict: ofStructure("json_transform_strict"),
  generate_subscripts: [`generate_subscripts(${LIST}, 1)`, "generate_subscripts([], -1)"],
  geomean: [`geomean(a + 1) ${NUMBERS}`, `geomean(a) ${NUMBERS}`],
  geometric_mean: [`geometric_mean(a + 1) ${NUMBERS}`, `geometric_mean(a) ${NUMBERS}`],
  wavg: [`wavg(a, a) ${NUMBERS}`, `wavg(a, 'nan'::DOUBLE) ${NUMBERS}`],
  weighted_avg: [`weighted_avg(a, a) ${NUMBERS}`, `weighted_avg(a, 0) ${NUMBERS}`],
  json_group_array: [`json_group_array(a) ${NUMBERS}`],
  json_group_object: [`json_group_object(a::VARCHAR, a) ${NUMBERS}`],
  json_group_structure: [`json_group_structure(a::JSON) ${NUMBERS}`],
  map_concat: ["map_concat(MAP {'a': 1}, MAP {'a': 2})", `map_concat(map(${LIST}, ${LIST}), NULL)`],
  map_contains_entry: [
    "map_contains_entry(MAP {'a': 1}, 'a', 1)",
    `map_contains_entry(map(${LIST}, ${LIST}), -1, NULL)`,
  ],
  map_contains_value: [
    "map_contains_value(MAP {'a': 1}, 1)",
    `map_contains_value(map(${LIST}, ${LIST}), -1)`,
  ],
  regexp_split_to_table: [
    "regexp_split_to_table('a,b', ',')",
    "regexp_split_to_table(repeat('a', 2000), '(a*)*b')",
  ],
  round_even: [
    "round_even(1.25, 1)",
    "round_even(1e308, 2147483647)",
    "round_even('nan'::DOUBLE, -2147483648)",
  ],
  roundbankers: ["roundbankers(1.25, 1)", "roundbankers(1e308, 2147483647)"],
  split_part: [
    "split_part('a,b', ',', 2)",
    "split_part(repeat('a,', 50000), ',', -9223372036854775808)",
    "split_part('a', '', 9223372036854775807)",
  ],
  st_geomfromwkb: [
    "st_geomfromwkb('POINT(1 2)'::GEOMETRY::BLOB)",
    "st_geomfromwkb('\\x01\\x04\\x00\\x00\\x00\\xFF\\xFF\\xFF\\xFF'::BLOB)",
    `st_geomfromwkb((repeat('\\x01\\x07\\x00\\x00\\x00\\x01\\x00\\x00\\x00', 3000))::BLOB)`,
    "st_geomfromwkb(st_aswkb('POINT(1e308 -1)'::GEOMETRY))",
  ],
  struct_concat: [
    `struct_concat(${STRUCT}, {'c': 1})`,
    `struct_concat(${STRUCT}, ${STRUCT})`,
    `struct_concat(${ROW}, ${ROW})`,
  ],
  struct_extract: [
    `struct_extract(${STRUCT}, 'a')`,
    `struct_extract(${STRUCT}, '../x')`,
    `struct_extract(${ROW}, 9223372036854775807)`,
    `struct_extract(${ROW}, 1)`,
  ],
  struct_extract_at: [
    `struct_extract_at(${STRUCT}, 1)`,
    `struct_extract_at(${STRUCT}, -9223372036854775808)`,
    `struct_extract_at(${STRUCT}, 0)`,
  ],
  struct_indexof: [
    `struct_indexof(${ROW}, 1)`,
    "struct_indexof(row('a', 'b'), 'a')",
    `struct_indexof(row('a', NULL), repeat('x', 100000))`,
  ],
  struct_position: ["struct_position(row('a', 'b'), 'a')", "struct_position(row(1, 2), 9223372036854775807)"],
  struct_insert: [
    `struct_insert(${STRUCT}, c := 1)`,
    `struct_insert(${STRUCT}, a := 1)`,
    "struct_insert(NULL::STRUCT(a INTEGER), c := 1)",
  ],
  struct_update: [`struct_update(${STRUCT}, a := 2)`, `struct_update(${STRUCT}, z := ${STRUCT})`],
  struct_keys: [`struct_keys(${STRUCT})`, `struct_keys(${ROW})`],
  union_extract: [`union_extract(${UNION}, 'n')`, `union_extract(${UNION}, '../x')`],
  union_value: ["union_value(a := 1)", `union_value(a := ${STRUCT})`, "union_value(1)"],
};
