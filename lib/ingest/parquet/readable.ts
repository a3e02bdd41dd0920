import { type FileHandle, open } from "node:fs/promises";
import type { ModuleTools } from "#lib/engine/module.ts";
import { FileFault } from "#lib/ingest/worker/file-fault.ts";
import { rowsFault } from "./check-rows.ts";
import { copyParquet } from "./copy-parquet.ts";
import { type Footer, readFooter } from "./footer.ts";
import { forgetOldGeometry, hasForeignChunks, mapsToLists } from "./foreign-features.ts";
import { plainPages } from "./plain-pages.ts";
import { listAt, numberAt, setNumber, ThriftFault, TYPE } from "./thrift.ts";

export interface ReadableParquet {
  path: string;
  warnings: string[];
}

interface Asked {
  path: string;
  filename: string;
  /** How many rows are to be looked at, from the first; all of them are also checked. */
  most: number;
}

/**
 * A Parquet file that DuckDB reads, and reads right: itself, or a copy in the scratch file `clean` where it uses what
 * DuckDB does not know. Throws `FileFault` where its rows cannot be told.
 */
export async function readableParquet(tools: ModuleTools, asked: Asked): Promise<ReadableParquet> {
  const { path, filename } = asked;
  const file = await open(path);
  try {
    const footer = await readFooter(file);
    if (footer === null) return { path, warnings: [] };
    const fault = asked.most < Number.POSITIVE_INFINITY ? null : await rowsFault(file, footer, tools.signal);
    if (fault !== null)
      throw new FileFault(`${filename} is a damaged Parquet file: ${fault}. Send it again.`);
    const warnings = mapsToLists(footer).map(
      (name) => `"${name}" is a map without values; its keys are kept as a list.`,
    );
    if (forgetOldGeometry(footer)) warnings.push(OLD_GEOMETRY);
    if (warnings.length === 0 && !hasForeignChunks(footer)) return { path, warnings };
    return { path: await copied(tools, file, cut(footer, asked.most)), warnings };
  } catch (error) {
    if (!(error instanceof ThriftFault)) throw error;
    throw new FileFault(
      `${filename} is a Parquet file that is damaged inside: ${error.message}. Send it again.`,
    );
  } finally {
    await file.close();
  }
}

const OLD_GEOMETRY = "What the file says of its geometries is of an old form; they are kept as bytes (WKB).";

async function copied({ scratch, signal, report }: ModuleTools, file: FileHandle, footer: Footer) {
  const target = scratch.clean;
  if (target === undefined) throw new Error("a scratch file named clean is needed");
  const half = (fraction: number) => report(0.5 * fraction);
  await copyParquet(file, footer, target, { change: plainPages, signal, report: half });
  return target;
}

/** Without the row groups after the first `most` rows. */
function cut(footer: Footer, most: number): Footer {
  let rows = 0;
  const groups = listAt(footer.tree, 4);
  const enough = groups.findIndex((group) => {
    rows += group instanceof Map ? (numberAt(group, 3) ?? 0) : 0;
    return rows >= most;
  });
  if (enough < 0 || enough === groups.length - 1) return footer;
  groups.splice(enough + 1);
  setNumber(footer.tree, 3, TYPE.i64, rows);
  return footer;
}
