import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { startApp } from "#e2e/support/start-app.ts";
import { Client } from "../client.ts";
import { quantile, round } from "../quantile.ts";
import type { Figures } from "../run.ts";

const ROWS = Number(process.env.BENCH_ROWS ?? 10_000_000);
const RUNS = Number(process.env.BENCH_RUNS ?? 5);
/** The tables that growth is measured over. */
const SIZES = [...[10_000, 100_000, 1_000_000].filter((size) => size < ROWS), ROWS];

type Plan = Record<string, unknown>;
const series = { target_column: "amount", time_column: "day", time_grain: "month" };

/** Whose figures SQL gives alone. */
const IN_SQL: Record<string, Plan> = {
  count: { operation: "count", group_by: ["region", "product"] },
  mean: { operation: "mean", target_column: "amount", group_by: ["region"] },
  quantile: { operation: "quantile", target_column: "amount", q: [0.25, 0.5, 0.75], group_by: ["region"] },
  share: { operation: "share", measure: "sum", target_column: "amount", group_by: ["product"] },
  top: { operation: "top", target_column: "amount", by: "sum", n: 10, group_by: ["product"] },
  trend: { operation: "trend", aggregate: "sum", ...series },
  distribution: { operation: "distribution", target_column: "x" },
  correlation: { operation: "correlation", columns: ["x", "y", "amount"] },
  spearman: { operation: "correlation", x_axis: "x", y_axis: "y", method: "spearman" },
  regression: { operation: "regression", x_axis: ["x", "amount"], y_axis: "y" },
  compare: { operation: "compare", target_column: "y", group_by: ["region"], test: "anova" },
  kruskal: { operation: "compare", target_column: "y", group_by: ["region"], test: "kruskal" },
  chi_squared: { operation: "chi_squared", x_axis: "region", y_axis: "product" },
  anomalies: { operation: "anomalies", target_column: "y", method: "zscore", threshold: 4 },
};
/** Whose values, or a bounded sample of them, leave the engine. */
const BEYOND_SQL: Record<string, Plan> = {
  kendall: { operation: "correlation", x_axis: "x", y_axis: "y", method: "kendall" },
  normality: { operation: "normality", target_column: "y" },
  forecast: { operation: "forecast", horizon: 12, ...series },
  seasonal: { operation: "anomalies", method: "seasonal", ...series, time_grain: "day", aggregate: "sum" },
};

/**
 * Plans through `POST …/plans/execute` of the built product against their own SQL on the same Parquet with bare
 * `@duckdb/node-api`, alternating in one run (ratios of the medians, over HTTP and of what the engine took, its Result
 * stored); and how the others grow with the table.
 * `BENCH_ROWS` and `BENCH_RUNS` make it smaller.
 */
export async function run(): Promise<Figures> {
  const folder = await mkdtemp(join(tmpdir(), "veritable-bench-"));
  const app = await startApp({ env: { RATE_UPLOADS: "0", QUERY_TIMEOUT_MS: "300000" } });
  try {
    const client = await Client.register(app.url);
    const bare = await (await DuckDBInstance.create(":memory:")).connect();
    const figures: Figures = { rows: ROWS, runs: RUNS };
    for (const size of SIZES) {
      const path = join(folder, "big.parquet");
      await bare.run(`COPY (${dataSql(size)}) TO '${path}' (FORMAT parquet, COMPRESSION zstd)`);
      const { sessionId } = await client.upload("big.parquet", await readFile(path));
      const execute = (plan: Plan) => client.post(`/api/v1/sessions/${sessionId}/plans/execute`, { plan });
      for (const [name, plan] of Object.entries(BEYOND_SQL)) {
        figures[`${name}_${size}_ms`] = await median(() => execute(plan));
      }
      if (size < ROWS) continue;
      await bare.run(`CREATE OR REPLACE VIEW big AS SELECT * FROM '${path}'`);
      for (const [name, plan] of Object.entries(IN_SQL)) {
        const { sql } = await client.post(`/api/v1/sessions/${sessionId}/plans/validate`, { plan });
        Object.assign(figures, await compared(name, bare, sql, () => execute(plan)));
      }
    }
    return figures;
  } finally {
    await app.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function compared(
  name: string,
  bare: DuckDBConnection,
  sql: string,
  execute: () => Promise<{ result: { duration_ms: number } }>,
) {
  const ours: number[] = [];
  const engine: number[] = [];
  const theirs: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    theirs.push(await timed(async () => (await bare.runAndReadAll(sql)).getRowsJS()));
    ours.push(await timed(async () => engine.push((await execute()).result.duration_ms)));
  }
  const bare_ms = quantile(theirs, 0.5);
  const product_ms = quantile(ours, 0.5);
  return {
    [`${name}_bare_ms`]: round(bare_ms),
    [`${name}_product_ms`]: round(product_ms),
    [`${name}_ratio`]: round(product_ms / bare_ms),
    [`${name}_engine_ratio`]: round(quantile(engine, 0.5) / bare_ms),
  };
}

/** Normal x, y that depends on it, money, a day of six years, a region and a product. */
function dataSql(rows: number): string {
  const uniform = (seed: number) => `((hash(i, ${seed}) % 1000003) + 0.5) / 1000003.0`;
  return `SELECT *, 0.5 * x + sqrt(-2 * ln(${uniform(3)})) * cos(2 * pi() * ${uniform(4)}) AS y FROM (
    SELECT i, ['North','South','East','West'][(1 + hash(i) % 4)::INTEGER] AS region,
      'product ' || (hash(i, 5) % 50) AS product, round((hash(i, 6) % 1000000) / 100.0, 2) AS amount,
      DATE '2018-01-01' + (i % 2191)::INTEGER AS day,
      sqrt(-2 * ln(${uniform(1)})) * cos(2 * pi() * ${uniform(2)}) AS x FROM range(${rows}) t(i))`;
}

async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < RUNS; i++) times.push(await timed(work));
  return round(quantile(times, 0.5));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
