import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { startApp } from "#e2e/support/start-app.ts";
import { Client } from "../client.ts";
import { type Kind, makeCsv } from "../ingest/make-csv.ts";
import { sendFile } from "../ingest/send-file.ts";
import { watchMemory } from "../ingest/watch-memory.ts";
import { quantile, round } from "../quantile.ts";
import type { Figures } from "../run.ts";

const MB = 1e6;
const SIZES = [
  { name: "100mb", bytes: 100 * MB, runs: 3 },
  { name: "1gb", bytes: 1000 * MB, runs: 2 },
];
const KINDS: Kind[] = ["clean", "dirty"];
const SMALL = { bytes: 100_000, runs: 15 };

interface Bench {
  folder: string;
  bare: DuckDBConnection;
  client: Client;
  pid: number;
}

/**
 * Generated CSVs of 10 columns through the built product, from the last byte received to the table ready, against
 * bare DuckDB's `COPY … TO parquet` of the same file with its own settings, alternating in one run; medians. Memory is
 * the largest resident set of an engine child. `-- ingest 100mb` runs one size.
 */
export async function run(): Promise<Figures> {
  const folder = await mkdtemp(join(tmpdir(), "veritable-bench-"));
  const app = await startApp({
    env: { RATE_UPLOADS: "0", RATE_LOGIN: "0", MAX_UPLOAD_BYTES: String(4000 * MB), LOG_LEVEL: "warn" },
  });
  try {
    const bare = await (await DuckDBInstance.create(":memory:")).connect();
    await bare.run("SET enable_progress_bar = false");
    const client = await Client.register(app.url);
    const bench: Bench = { folder, bare, client, pid: app.pid };
    const only = process.argv[3];
    const figures: Figures = await small(bench);
    for (const size of SIZES.filter(({ name }) => only === undefined || only === name))
      for (const kind of KINDS) Object.assign(figures, await large(bench, size, kind));
    return figures;
  } finally {
    await app.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A request that adds a small file answers when its table is ready. */
async function small({ folder, bare, client }: Bench): Promise<Figures> {
  const path = join(folder, "small.csv");
  await makeCsv(bare, { path, kind: "clean", bytes: SMALL.bytes });
  const times: number[] = [];
  for (let i = 0; i < SMALL.runs; i++) times.push((await sendFile(client, path)).ready_ms);
  return { small_100kb_ms: round(quantile(times, 0.5)), small_100kb_p90_ms: round(quantile(times, 0.9)) };
}

async function large(bench: Bench, size: (typeof SIZES)[number], kind: Kind): Promise<Figures> {
  const { folder, bare, client, pid } = bench;
  const path = join(folder, `${size.name}-${kind}.csv`);
  const made = await makeCsv(bare, { path, kind, bytes: size.bytes });
  const theirs: number[] = [];
  const ours: number[] = [];
  const memory = watchMemory(pid);
  let rows = 0;
  for (let i = 0; i < size.runs; i++) {
    theirs.push(await bareCopy(bench, path));
    const loaded = await sendFile(client, path);
    ours.push(loaded.ready_ms);
    rows = loaded.rows;
  }
  const peak_mb = memory.stop();
  await rm(path);
  const key = `${size.name}_${kind}`;
  return {
    [`${key}_rows_right`]: rows === made.rows,
    [`${key}_bare_s`]: round(quantile(theirs, 0.5) / 1000),
    [`${key}_product_s`]: round(quantile(ours, 0.5) / 1000),
    [`${key}_ratio`]: round(quantile(ours, 0.5) / quantile(theirs, 0.5)),
    [`${key}_child_peak_mib`]: peak_mb,
  };
}

async function bareCopy({ folder, bare }: Bench, path: string): Promise<number> {
  const target = join(folder, "bare.parquet");
  const started = performance.now();
  await bare.run(`COPY (FROM read_csv('${path}')) TO '${target}' (FORMAT parquet)`);
  const took = performance.now() - started;
  await rm(target);
  return took;
}
