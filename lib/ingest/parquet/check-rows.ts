import type { FileHandle } from "node:fs/promises";
import { type Chunk, chunksOf, type Footer, rowGroupsOf } from "./footer.ts";
import { countLevels, hasPlainLevels, sectionsOf } from "./levels.ts";
import { pageBytes } from "./page-bytes.ts";
import { PAGE, pagesOf } from "./pages.ts";
import { ThriftFault } from "./thrift.ts";

/**
 * What is wrong with how a file's values are put together to rows, which DuckDB reads as other rows without a word;
 * null where nothing is. Looks at the pages of lists only, and of columns that have not a value for each row. What
 * cannot be read here is left to DuckDB's own judgement.
 */
export async function rowsFault(
  file: FileHandle,
  footer: Footer,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    for (const group of rowGroupsOf(footer.tree)) {
      for (const chunk of chunksOf(footer, group)) {
        const fault =
          chunk.leaf.maxRepetition > 0
            ? await listFault(file, footer, chunk, signal)
            : await countFault(file, footer, chunk, signal);
        if (fault !== null) return `its column "${chunk.leaf.path.join(".")}" ${fault}`;
      }
    }
    return null;
  } catch (error) {
    if (error instanceof ThriftFault) return null;
    throw error;
  }
}

/** Each row of a list begins with a value that repeats nothing. */
async function listFault(
  file: FileHandle,
  footer: Footer,
  chunk: Chunk,
  signal: AbortSignal,
): Promise<string | null> {
  const { maxRepetition } = chunk.leaf;
  let rows = 0;
  let isFirst = true;
  for await (const page of pagesOf(file, footer, chunk)) {
    signal.throwIfAborted();
    if ((page.kind !== PAGE.data && page.kind !== PAGE.data2) || page.values === 0) continue;
    if (!hasPlainLevels(page)) return null;
    const bytes = page.levels === null ? pageBytes(page, chunk.codec) : page.body;
    const { repetition } = sectionsOf(page, bytes, chunk.leaf);
    const { first, zeros, count } = countLevels(repetition, maxRepetition, page.values);
    if (count < page.values) return "does not say of all its values which row they belong to";
    if (isFirst && first !== 0) return "begins inside a row";
    isFirst = false;
    rows += zeros;
  }
  return rows === chunk.rows ? null : `has values for ${rows} rows where there are ${chunk.rows}`;
}

async function countFault(
  file: FileHandle,
  footer: Footer,
  chunk: Chunk,
  signal: AbortSignal,
): Promise<string | null> {
  if (chunk.values === chunk.rows) return null;
  let rows = 0;
  const most = Math.max(chunk.values, chunk.rows);
  try {
    for await (const page of pagesOf(file, footer, { ...chunk, values: most })) {
      signal.throwIfAborted();
      rows += page.values;
    }
  } catch (error) {
    // No page follows.
    if (!(error instanceof ThriftFault)) throw error;
  }
  return rows === chunk.rows ? null : `has ${rows} values where there are ${chunk.rows} rows`;
}
