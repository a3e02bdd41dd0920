import { z } from "zod";
import type { ModuleTools } from "#lib/engine/module.ts";
import { merged, type Structure, structureFrom } from "./structure.ts";

/** `json_group_structure` keeps something of each row in memory: beyond this many, rows are looked at one by one. */
const GROUPED_ROWS = 200_000;
/** An answer is cut at 8 MiB, so a page is short. */
const PAGE = 50;

const texts = z.array(z.tuple([z.coerce.number(), z.string().nullable()]));

/** The structure of all rows of `source` (a column `json`), merged; null when there is no row. */
export async function findStructure(
  tools: ModuleTools,
  source: string,
  rows: number,
): Promise<Structure | null> {
  if (rows <= GROUPED_ROWS) {
    const { rows: found } = await tools.sql(`SELECT 0, json_group_structure(json) FROM ${source}`);
    const text = texts.parse(found)[0]?.[1] ?? null;
    return text === null ? null : structureFrom(JSON.parse(text));
  }
  await tools.sql(
    `CREATE OR REPLACE TEMP TABLE structures AS SELECT DISTINCT json_structure(json)::VARCHAR AS text FROM ${source}`,
  );
  let structure: Structure | null = null;
  for (let last = -1; ; ) {
    const page = await tools.sql(
      `SELECT rowid, text FROM structures WHERE rowid > ${last} ORDER BY rowid LIMIT ${PAGE}`,
    );
    const found = texts.parse(page.rows);
    for (const [, text] of found) {
      const next: Structure = text === null ? "NULL" : structureFrom(JSON.parse(text));
      structure = structure === null ? next : merged(structure, next);
    }
    const [id] = found.at(-1) ?? [];
    if (id === undefined) return structure;
    last = id;
  }
}
