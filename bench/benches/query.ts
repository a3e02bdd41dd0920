import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { startApp } from "#e2e/support/start-app.ts";
import { Client } from "../client.ts";
import { quantile, round } from "../quantile.ts";
import type { Figures } from "../run.ts";

const ROWS = 5_000_000;
const RUNS = 11;

const QUERIES = {
  small: "SELECT region, avg(amount) AS average FROM big WHERE id < 1000 GROUP BY region ORDER BY region",
  group: "SELECT region, product, avg(amount) AS average, count(*) AS n FROM big GROUP BY ALL ORDER BY ALL",
  sort: "SELECT * FROM big ORDER BY amount DESC, id LIMIT 1000",
};

/**
 * A query through `POST …/query` of the built product against the same query on the same Parquet with bare
 * `@duckdb/node-api` (same thread count, all rows read), alternating in one run. Ratios are of the medians.
 */
export async function run(): Promise<Figures> {
  const folder = await mkdtemp(join(tmpdir(), "veritable-bench-"));
  const app = await startApp({ env: { RATE_UPLOADS: "0" } });
  try {
    const path = join(folder, "big.parquet");
    const bare = await (await DuckDBInstance.create(":memory:")).connect();
    await bare.run(`COPY (${DATA}) TO '${path}' (FORMAT parquet, COMPRESSION zstd)`);
    const client = await Client.register(app.url);
    const { sessionId } = await client.upload("big.parquet", await readFile(path));
    await bare.run(`CREATE VIEW big AS SELECT * FROM '${path}'`);

    const figures: Figures = { rows: ROWS, runs: RUNS };
    for (const [name, sql] of Object.entries(QUERIES)) {
      const ours: number[] = [];
      const theirs: number[] = [];
      for (let i = 0; i < RUNS; i++) {
        theirs.push(await timed(async () => (await bare.runAndReadAll(sql)).getRowsJS()));
        ours.push(await timed(() => client.post(`/api/v1/sessions/${sessionId}/query`, { sql })));
      }
      figures[`${name}_bare_ms`] = round(quantile(theirs, 0.5));
      figures[`${name}_product_ms`] = round(quantile(ours, 0.5));
      figures[`${name}_ratio`] = round(quantile(ours, 0.5) / quantile(theirs, 0.5));
    }
    return figures;
  } finally {
    await app.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const DATA = `SELECT i AS id, ['North','South','East','West'][(1 + hash(i) % 4)::INTEGER] AS region,
  'product ' || (hash(i, 1) % 200) AS product, round((hash(i, 2) % 1000000) / 100.0, 2)::DECIMAL(12,2) AS amount,
  DATE '2020-01-01' + (hash(i, 3) % 2000)::INTEGER AS day FROM range(${ROWS}) t(i)`;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
