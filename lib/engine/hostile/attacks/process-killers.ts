import type { AttackClass } from "../attack.ts";

const deep = (open: string, close: string, middle = "1", depth = 100_000) =>
  `(repeat('${open}', ${depth}) || '${middle}' || repeat('${close}', ${depth}))`;
const ARRAYS = deep("[", "]");
const OBJECTS = deep('{"a":', "}");

/** What has ended, or could end, the process itself: recursion without a bottom in C++, and broken bytes. */
export const PROCESS_KILLERS: AttackClass = {
  name: "process killers and deep nesting",
  ends: ["answered", "sql_error", "engine_crashed", "memory_limit", "timeout"],
  attacks: () => [
    `SELECT json_merge_patch(t, t) FROM (SELECT ${OBJECTS} AS t)`,
    ...[
      "json_pretty",
      "json_structure",
      "json_keys",
      "json_type",
      "json_array_length",
      "json_group_structure",
    ].map((name) => `SELECT ${name}(t::JSON) FROM (SELECT ${ARRAYS} AS t)`),
    ...["json_pretty", "json_structure", "json_valid", "to_json"].map(
      (name) => `SELECT length(${name}(t)::VARCHAR) FROM (SELECT ${OBJECTS} AS t)`,
    ),
    `SELECT json_contains(t, t) FROM (SELECT ${ARRAYS}::JSON AS t)`,
    `SELECT json_transform(t, '["JSON"]') FROM (SELECT ${ARRAYS}::JSON AS t)`,
    `SELECT count(*) FROM json_tree(${deep("[", "]", "1", 20_000)}), sales a, sales b WHERE a.x + b.x = 3`,
    `SELECT json_extract(${ARRAYS}, ${deep("$[0]", "", "")})`,
    `SELECT ${ARRAYS}::INTEGER[][]`,
    `SELECT ${deep("{''a'':", "}")}::STRUCT(a INTEGER)`,
    `SELECT length(${ARRAYS}::JSON::VARIANT::VARCHAR)`,
    `SELECT regexp_matches('x', ${deep("(", ")", "a", 50_000)})`,
    { sql: "FROM repeat_row(1, num_rows = -1)", ends: ["sql_refused"] },
    "SELECT regexp_matches('x', repeat('(a{1,1000}){1,1000}', 100))",
    "SELECT regexp_matches(repeat('a', 100000), '(((a{0,30}){0,30}){0,30})x')",
    `SELECT strptime('x', repeat('%Y', 100000))`,
    "SELECT strftime(now(), repeat('%c', 1000000))",
    "SELECT printf(repeat('%s', 100000), 1)",
    "SELECT format(repeat('{}', 100000), 1)",
    "SELECT printf('%n%n%s', 1)",
    "SELECT '-1'::UINTEGER",
    "SELECT (-170141183460469231731687303715884105728)::HUGEINT // -1",
    "SELECT (-9223372036854775808)::BIGINT // -1 + abs((-9223372036854775808)::BIGINT)",
    "SELECT st_geomfromwkb('\\x01\\x04\\x00\\x00\\x00\\xFF\\xFF\\xFF\\xFF'::BLOB)",
    "SELECT st_geomfromwkb(from_hex(repeat('010700000001000000', 100000)))",
    "SELECT from_hex('zz')::GEOMETRY",
    "SELECT decode('\\xFF\\xFE\\x80'::BLOB)",
    "SELECT '\\xFF'::BLOB::BIT::INTEGER + ''::BIT::INTEGER",
    "SELECT nfc_normalize(repeat(chr(769), 10000000))",
    "SELECT array_value(1)[9223372036854775807], [1][-9223372036854775808:9223372036854775807:0]",
    "SELECT list_slice([1, 2], -9223372036854775808, 9223372036854775807, -9223372036854775808)",
    "SELECT list_aggregate([1], 'quantile', 'nan'::DOUBLE)",
    "SELECT time_bucket(INTERVAL '0 days', now()::TIMESTAMP)",
    "SELECT date_trunc('century', 'infinity'::TIMESTAMP) - '-infinity'::TIMESTAMP",
    "FROM range(TIMESTAMP '2024-01-01', TIMESTAMP '2025-01-01', INTERVAL '0 days')",
    "FROM range(1, 10, 0)",
    "FROM repeat(1, -9223372036854775808), sales a, sales b, sales c WHERE a.x + b.x = c.x + 5",
    "SELECT * FROM sales ORDER BY error('x')",
    "SELECT * FROM sales USING SAMPLE reservoir(9223372036854775807 ROWS)",
    "SELECT sum(id) OVER (ROWS BETWEEN 9223372036854775807 PRECEDING AND 9223372036854775807 FOLLOWING) FROM sales",
    "SELECT uuid_extract_timestamp('00000000-0000-4000-8000-000000000000'::UUID)",
    "SELECT timezone('Nowhere/' || repeat('x', 1000000), now())",
    "SELECT 'a' COLLATE nosuch",
  ],
};

export const RECURSION: AttackClass = {
  name: "endless recursion",
  ends: ["timeout", "memory_limit"],
  attacks: () => [
    "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r",
    "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n FROM r) FROM r",
    "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r, range(3)) SELECT sum(n) FROM r",
    "WITH RECURSIVE r(n, l) AS (SELECT 1, [1] UNION ALL SELECT n + 1, list_append(l, n) FROM r) SELECT max(n) FROM r",
    "WITH RECURSIVE r(n) AS (SELECT 1::DOUBLE UNION SELECT n + random() FROM r) SELECT count(*) FROM r",
    "WITH RECURSIVE r(k, n) USING KEY (k) AS (SELECT 1, 1 UNION SELECT k, n + 1 FROM r) FROM r",
    "WITH RECURSIVE a(n) AS (SELECT 1 UNION ALL (WITH RECURSIVE b(m) AS (SELECT 1 UNION ALL SELECT m + 1 FROM b) SELECT n + 1 FROM a, b)) SELECT count(*) FROM a",
    { sql: "WITH a AS (FROM b), b AS (FROM a) FROM a", ends: ["sql_error"] },
    { sql: "WITH a AS (FROM a) FROM a", ends: ["sql_error"] },
  ],
};
