import { mkdtempSync } from "node:fs";
import { readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { env } from "#lib/core/env.ts";
import type { Json } from "#lib/core/schema.ts";
import { quoteString } from "#lib/engine/quote.ts";
import { runModule } from "#lib/engine/run-module.ts";
import { runTrusted } from "#lib/engine/run-trusted.ts";
import type { DialectWish } from "#lib/ingest/schema.ts";
import {
  inspectValue,
  type Loaded,
  loadValue,
  type Part,
  type PreviewValue,
  previewValue,
} from "#lib/ingest/worker/messages.ts";

/** A table that a part became, or why not. */
export interface LoadedPart {
  part: Part;
  fault: string | null;
  loaded: Loaded | null;
  columns: { name: string; type: string }[];
  /** The first 10,000. */
  rows: Json[][];
}

export interface LoadOptions {
  max_unpacked_bytes?: number;
  wish?: DialectWish;
  timeout_ms?: number;
}

/** For a test file: files given to the ingest modules in real engine children, as the server gives them. */
export interface Loading {
  /** Every part of a file, loaded one after the other. */
  load(filename: string, bytes: string | Uint8Array, options?: LoadOptions): Promise<LoadedPart[]>;
  /** The only part of a file. */
  one(filename: string, bytes: string | Uint8Array, options?: LoadOptions): Promise<LoadedPart>;
  preview(filename: string, bytes: string | Uint8Array, options?: LoadOptions): Promise<PreviewValue>;
  /** What a load left behind, beside the file that was sent: nothing, if all is well. */
  litter(): Promise<string[]>;
}

const SCRATCH = ["unpacked", "utf8", "clean", "rows", "rejects", "spare"];

export function loadParts(): Loading {
  const folder = mkdtempSync(join(tmpdir(), "veritable-load-"));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  // A stored original has no ending, and nothing of its name.
  const path = join(folder, "original");
  const [output_path, rejects_path] = [join(folder, "table"), join(folder, "rejected")];
  const sourceOf = async (filename: string, bytes: string | Uint8Array, options: LoadOptions) => {
    await writeFile(path, bytes);
    const byte_size = Buffer.byteLength(bytes);
    return { path, filename, byte_size, max_unpacked_bytes: options.max_unpacked_bytes ?? 1024 ** 3 };
  };
  const run = (name: string, input: unknown, write_paths: string[], options: LoadOptions) =>
    runModule({
      module: `lib/ingest/worker/${name}.ts`,
      input,
      read_paths: [path],
      write_paths,
      scratch: SCRATCH,
      timeout_ms: options.timeout_ms ?? 60_000,
    });
  const partsOf = async (filename: string, bytes: string | Uint8Array, options: LoadOptions) => {
    const source = await sourceOf(filename, bytes, options);
    const { parts } = inspectValue.parse(await run("inspect", { source }, [], options));
    return { source, parts };
  };
  const load: Loading["load"] = async (filename, bytes, options = {}) => {
    const { source, parts } = await partsOf(filename, bytes, options);
    const all: LoadedPart[] = [];
    for (const part of parts) {
      const { source_part, format } = part;
      if (format === null) {
        all.push({ part, fault: part.error, loaded: null, columns: [], rows: [] });
        continue;
      }
      const input = { source, source_part, format, output_path, rejects_path, wish: options.wish ?? null };
      const value = loadValue.parse(await run("load", input, [output_path, rejects_path], options));
      if ("fault" in value) all.push({ part, fault: value.fault, loaded: null, columns: [], rows: [] });
      else all.push({ part, fault: null, loaded: value, ...(await tableAt(output_path)) });
      await rm(output_path, { force: true });
      // The server removes it after a fault, and keeps it where there are rejects; else there must be none.
      if ("fault" in value || value.rows_rejected > 0) await rm(rejects_path, { force: true });
    }
    return all;
  };
  return {
    load,
    one: async (filename, bytes, options) => {
      const [part, ...others] = await load(filename, bytes, options);
      if (part === undefined || others.length > 0)
        throw new Error(`${filename} has ${others.length + 1} parts`);
      return part;
    },
    preview: async (filename, bytes, options = {}) => {
      const { source, parts } = await partsOf(filename, bytes, options);
      const [part] = parts;
      const wish = options.wish ?? null;
      const input = { source, source_part: part?.source_part ?? null, format: part?.format, wish };
      return previewValue.parse(await run("preview", input, [], options));
    },
    litter: async () => {
      const engine = await readdir(join(env().dataDir, "engine"), { recursive: true }).catch(() => []);
      const left = engine.filter((name) => name.includes("scratch") || name.includes("/spill/"));
      return [...left, ...(await readdir(folder)).filter((name) => name !== "original")];
    },
  };
}

async function tableAt(path: string) {
  const [outcome] = await runTrusted({
    statements: [`FROM read_parquet(${quoteString(path)})`],
    read_paths: [path],
    write_paths: [],
    timeout_ms: 60_000,
  });
  return { columns: outcome?.columns ?? [], rows: outcome?.rows ?? [] };
}
