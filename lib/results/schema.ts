import { z } from "zod";
import { isoTime, json } from "#lib/core/schema.ts";

export const resultColumn = z.object({ name: z.string(), type: z.string() });
export type ResultColumn = z.infer<typeof resultColumn>;

/** How many rows a Result carries on the wire; the others are read through `/rows`. */
export const RESULT_ROWS = 200;

export const result = z.object({
  id: z.uuid(),
  sql: z.string(),
  plan: json.nullable(),
  columns: z.array(resultColumn),
  rows: z.array(z.array(json)).max(RESULT_ROWS),
  row_count: z.number().int(),
  truncated: z.boolean(),
  duration_ms: z.number(),
  digest: z.string(),
  engine: z.string(),
  datasets: z.array(z.object({ table: z.string(), fingerprint: z.string() })),
  created_at: isoTime,
});
export type ResultView = z.infer<typeof result>;
