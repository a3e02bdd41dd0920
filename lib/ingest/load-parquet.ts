import "server-only";
import { z } from "zod";
import { quoteIdentifier, quoteString } from "#lib/engine/quote.ts";
import { runTrusted } from "#lib/engine/run-trusted.ts";
import { cleanColumnNames } from "./column-names.ts";
import { LOAD_TIMEOUT_MS, type Loaded, type LoadInput } from "./loading.ts";

const described = z.array(z.tuple([z.string()]).rest(z.unknown()));

/** Parquet → Parquet: every page is read once, so what is damaged fails here and not in somebody's question. */
export async function loadParquet(input: LoadInput): Promise<Loaded> {
  const source = `read_parquet(${quoteString(input.source_path)})`;
  const limits = {
    read_paths: [input.source_path],
    timeout_ms: LOAD_TIMEOUT_MS,
    signal: input.signal,
  };
  const [columns] = await runTrusted({
    ...limits,
    statements: [`DESCRIBE SELECT * FROM ${source}`],
    write_paths: [],
  });
  const given = described.parse(columns?.rows).map(([name]) => name);
  const { names, warnings } = cleanColumnNames(given);
  await runTrusted({
    ...limits,
    statements: [
      `COPY (SELECT * FROM ${source} AS t(${names.map(quoteIdentifier).join(", ")}))
       TO ${quoteString(input.output_path)} (FORMAT parquet, COMPRESSION zstd)`,
    ],
    write_paths: [input.output_path],
    on_progress: input.on_progress,
  });
  return { warnings };
}
