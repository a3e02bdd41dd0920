import { mkdtemp, open, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyParquet } from "#lib/ingest/parquet/copy-parquet.ts";
import { type Chunk, CODEC, type Footer, readFooter } from "#lib/ingest/parquet/footer.ts";
import type { Page } from "#lib/ingest/parquet/pages.ts";
import { numberAt, setNumber, structAt, TYPE } from "#lib/ingest/parquet/thrift.ts";
import { writeParquet } from "./engine-session.ts";

interface Edit {
  /** DuckDB's options for writing, such as `COMPRESSION snappy`. */
  options?: string;
  footer?: (footer: Footer) => void;
  chunk?: (chunk: Chunk) => void;
  /** What a page's body becomes; it may change the header too. The sizes in it are set. */
  page?: (page: Page, chunk: Chunk) => Buffer;
}

/** A Parquet file of the rows of `sql`, as DuckDB writes it and `edit` changes it. */
export async function editedParquet(sql: string, edit: Edit = {}): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), "veritable-parquet-"));
  const [path, target] = [join(folder, "made"), join(folder, "edited")];
  try {
    await writeParquet(path, sql, edit.options);
    const file = await open(path);
    try {
      const footer = await readFooter(file);
      if (footer === null) throw new Error("DuckDB wrote a file without a footer");
      edit.footer?.(footer);
      await copyParquet(file, footer, target, {
        change: (chunk) => {
          edit.chunk?.(chunk);
          return (page) => resized(page, chunk, edit.page?.(page, chunk) ?? page.body);
        },
        signal: AbortSignal.timeout(30_000),
        report: () => undefined,
      });
    } finally {
      await file.close();
    }
    return await readFile(target);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function resized(page: Page, chunk: Chunk, body: Buffer): Buffer {
  if (numberAt(chunk.meta, 4) === CODEC.none) setNumber(page.header, 2, TYPE.i32, body.length);
  setNumber(page.header, 3, TYPE.i32, body.length);
  return body;
}

/** Marks a data page as of another encoding of its values. */
export function setEncoding(page: Page, encoding: number): void {
  const [field, place] = page.levels === null ? [5, 2] : [8, 4];
  setNumber(structAt(page.header, field), place, TYPE.i32, encoding);
}

/** Values become the first bytes of all of them, then the second ones …. */
export function splitStreams(values: Buffer, width: number): Buffer {
  const count = values.length / width;
  const streams = Buffer.alloc(values.length);
  for (let value = 0; value < count; value++)
    for (let byte = 0; byte < width; byte++)
      streams[byte * count + value] = values[value * width + byte] ?? 0;
  return streams;
}

/** Levels below 256 as Parquet's runs, with their length before them. */
export function levelRuns(levels: number[]): Buffer {
  const runs = Buffer.from(levels.flatMap((level) => [2, level]));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(runs.length);
  return Buffer.concat([length, runs]);
}
