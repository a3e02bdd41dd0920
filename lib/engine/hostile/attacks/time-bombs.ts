import type { AttackClass } from "../attack.ts";

const VALUES = Array.from({ length: 8000 }, (_, at) => `(${at}, 'v${at}')`).join(", ");

export const TIME_BOMBS: AttackClass = {
  name: "processor bombs",
  ends: ["timeout", "memory_limit"],
  attacks: () => [
    "SELECT count(*) FROM range(1000000000000) a, range(1000000) b WHERE a.range + b.range = -1",
    "SELECT count(*) FROM sales a CROSS JOIN sales b CROSS JOIN sales c WHERE a.x + b.x > c.x",
    "SELECT count(*) FROM sales a JOIN sales b ON a.s <> b.s AND a.x * b.x > 2",
    "SELECT levenshtein(repeat('ab', 200000), repeat('ba', 200000))",
    "SELECT damerau_levenshtein(repeat('ab', 8000), repeat('ba', 8000)) FROM range(1000)",
    "SELECT jaro_winkler_similarity(repeat('ab', 300000), repeat('ba', 300000))",
    "SELECT sum(levenshtein(a.s || repeat('x', 500), b.s)) FROM sales a, sales b",
    "SELECT list_sum(list_transform(range(100000), lambda i: list_sum(range(i))))",
    "SELECT list_reduce(range(3000000), lambda x, y: (x + y) % 1000003)",
    "SELECT list_aggregate(list_distinct(flatten(list_transform(range(3000), lambda i: range(i)))), 'sum') FROM range(1000)",
    "SELECT count(*) FROM (SELECT unnest(range(1000000)) FROM range(1000000))",
    "SELECT count(*) FROM generate_series(1, 100000000000) WHERE generate_series % 7 = -1",
    "SELECT sum(factorial((range % 20)::INTEGER)::DOUBLE ^ 0.5) FROM range(100000000000)",
    "SELECT count(*) FROM sales a, sales b WHERE regexp_matches(a.s || b.s, '(a|aa)+$')",
    "SELECT sum(length(regexp_replace(s || repeat('a', 10000), '(a|b|ab)*c', 'x', 'g'))) FROM sales",
    "SELECT count(*) FROM sales a, sales b WHERE a.s LIKE '%' || b.s || '%_%_%'",
    "SELECT sum(length(sha256(repeat(s, 100000)))) FROM sales",
    "SELECT count(*) FROM (SELECT id, x, s FROM sales GROUP BY CUBE (id, x, s, id + 1, id + 2, id + 3))",
    "SELECT (SELECT count(*) FROM sales b WHERE b.x < a.x AND b.s > a.s) FROM sales a",
    "SELECT count(*) FROM sales a ASOF JOIN sales b ON a.x >= b.x, range(100000)",
  ],
};

/** Long statements, which cost the parser and the planner more than the run. */
export const LONG_STATEMENTS: AttackClass = {
  name: "long statements",
  ends: ["timeout", "memory_limit", "sql_error", "answered"],
  attacks: () => [
    { sql: `SELECT '${"x".repeat(300_000)}'`, ends: ["sql_refused"] },
    { sql: `SELECT ${"1+".repeat(20_000)}1`, ends: ["sql_error"] },
    { sql: `SELECT ${"(".repeat(90_000)}1${")".repeat(90_000)}`, ends: ["sql_error"] },
    { sql: `SELECT NULL::INTEGER${"[]".repeat(50_000)}`, ends: ["sql_error"] },
    `${"SELECT 1 UNION ALL ".repeat(9_000)}SELECT 1`,
    `SELECT ${"NOT ".repeat(45_000)}true`,
    `SELECT ${"[".repeat(90_000)}1${"]".repeat(90_000)}`,
    `SELECT ${"CASE WHEN true THEN ".repeat(8_000)}1${" END".repeat(8_000)}`,
    `SELECT * FROM ${"(SELECT * FROM ".repeat(5_000)}sales${")".repeat(5_000)}`,
    `WITH ${Array.from({ length: 25 }, (_, at) => `c${at + 1} AS (SELECT a.n FROM c${at} a, c${at} b)`)
      .join(", ")
      .replace("c0 a, c0 b", "(SELECT 1 AS n) a, (SELECT 2) b")} SELECT count(*) FROM c25`,
    `SELECT count(*) FROM ${Array.from({ length: 60 }, (_, at) => `sales s${at}`).join(" NATURAL JOIN ")}, sales z, sales y WHERE z.x < y.x`,
    `SELECT count(*) FROM (VALUES ${VALUES}) a(i, s), (VALUES (1)) b(j), sales c, sales d WHERE a.i = c.id + d.id + b.j AND c.x * d.x = 2`,
  ],
};
