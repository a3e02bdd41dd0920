import { z } from "zod";
import type { AgentEvent, Toolbox } from "#lib/agent/schema.ts";
import { checkSpec } from "#lib/charts/check-spec.ts";
import { vegaLiteSpec } from "#lib/charts/schema.ts";
import { drawSvg } from "#lib/charts/server/draw-svg.ts";
import { newId } from "#lib/core/ids.ts";
import { json } from "#lib/core/schema.ts";
import type { ResultView } from "#lib/results/schema.ts";
import type { TestData } from "./tables.ts";

const queryInput = z.object({ sql: z.string(), purpose: z.string().max(200) });
const plotInput = z.object({
  title: z.string().max(200),
  result_id: z.string(),
  vega_lite_spec: vegaLiteSpec,
});
const rowsOf = z.array(z.array(json));

/** Numbers travel as the contract says: whole ones as numbers, not as the text that DuckDB's JSON gives. */
function contractRows(rows: unknown[][], types: string[]) {
  return rowsOf.parse(
    rows.map((row) =>
      row.map((value, i) =>
        /INT|DECIMAL/.test(types[i] ?? "") && typeof value === "string" ? Number(value) : value,
      ),
    ),
  );
}

/** The tools over the test's own DuckDB: real SQL, real chart rules and drawing, nothing stored. */
export function testToolbox(data: TestData): Toolbox & { results: ResultView[] } {
  const results: ResultView[] = [];
  async function runSql(input: unknown): Promise<AgentEvent> {
    const { sql, purpose } = queryInput.parse(input);
    try {
      const { columns, rows } = await data.run(sql);
      const result: ResultView = {
        id: newId(),
        sql,
        plan: null,
        columns,
        rows: contractRows(
          rows,
          columns.map(({ type }) => type),
        ).slice(0, 200),
        row_count: rows.length,
        truncated: rows.length > 200,
        duration_ms: 1,
        digest: "",
        engine: "duckdb",
        datasets: [],
        created_at: new Date().toISOString(),
      };
      results.push(result);
      return { type: "query", query: { purpose, sql, result, error: null } };
    } catch (error) {
      return {
        type: "query",
        query: { purpose, sql, result: null, error: error instanceof Error ? error.message : String(error) },
      };
    }
  }
  async function plot(input: unknown): Promise<AgentEvent> {
    const { title, result_id, vega_lite_spec } = plotInput.parse(input);
    const result = results.find(({ id }) => id === result_id);
    const errors = checkSpec(vega_lite_spec, result?.columns ?? []);
    if (!result || errors.length > 0) throw new Error(JSON.stringify(errors));
    await drawSvg(vega_lite_spec, result.columns, result.rows);
    return { type: "plot", plot: { id: newId(), request_id: null, title, result_id, vega_lite_spec } };
  }
  return {
    results,
    definitions: [],
    tables: async () => data.tables,
    async run(name, input, signal) {
      signal.throwIfAborted();
      const event = name === "run_sql" ? await runSql(input) : await plot(input);
      const is_error = event.type === "query" && event.query.error !== null;
      return {
        for_model: is_error && event.type === "query" ? String(event.query.error) : "{}",
        is_error,
        events: [event],
      };
    },
  };
}
