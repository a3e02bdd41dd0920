import { z } from "zod";
import type { AgentEvent, Toolbox, ToolOutcome } from "#lib/agent/schema.ts";
import { assumptionsOf } from "#lib/analysis/assumptions.ts";
import { arranged } from "#lib/analysis/finish-rows.ts";
import { type ResolvedPlan, resolvePlan } from "#lib/analysis/resolve-plan.ts";
import { checkSpec } from "#lib/charts/check-spec.ts";
import { planChart } from "#lib/charts/plan-chart.ts";
import { vegaLiteSpec } from "#lib/charts/schema.ts";
import { drawSvg } from "#lib/charts/server/draw-svg.ts";
import { newId } from "#lib/core/ids.ts";
import { json } from "#lib/core/schema.ts";
import { rowsSql } from "#lib/engine/rows-sql.ts";
import type { ResultView } from "#lib/results/schema.ts";
import type { TestData } from "./tables.ts";

const queryInput = z.object({ sql: z.string(), purpose: z.string().max(200) });
const plotInput = z.object({
  title: z.string().max(200),
  result_id: z.string(),
  vega_lite_spec: vegaLiteSpec,
});
const planInput = z.object({ plan: z.record(z.string(), json), title: z.string().max(200) });
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
  /** As the real tool: checked, compiled, run, finished, drawn; only the engine is the test's own. */
  async function analyse(input: unknown): Promise<ToolOutcome> {
    const { plan, title } = planInput.parse(input);
    const { errors, resolved } = await resolvePlan({ plan, tables: data.tables });
    if (!resolved) {
      const faults = errors.map(({ path, message }) => `- ${path}: ${message}`).join("\n");
      return { for_model: `The plan cannot run:\n${faults}`, is_error: true, events: [] };
    }
    const found: string[] = [];
    const event = await runSql({ sql: await finishedSql(resolved, data, found), purpose: title });
    if (event.type !== "query" || !event.query.result)
      return { for_model: "", is_error: true, events: [event] };
    const { bound, groups, source } = resolved;
    const result = { ...event.query.result, sql: resolved.sql, plan };
    const text = bound.say(result, { source, groups });
    const { columns, rows, row_count } = result;
    const question = {
      plan: { ...plan, ...bound.plan },
      groups: groups.length,
      columns,
      rows,
      row_count,
      text,
      title,
    };
    const spec = planChart(question);
    const drawn = spec ? [await plot({ title, result_id: result.id, vega_lite_spec: spec })] : [];
    const shown: AgentEvent = { type: "query", query: { ...event.query, sql: result.sql, result } };
    const assumptions = [...assumptionsOf(resolved), ...found];
    return {
      for_model: "{}",
      is_error: false,
      events: [shown, ...drawn, { type: "assumptions", assumptions }],
    };
  }
  return {
    results,
    definitions: [],
    tables: async () => data.tables,
    async run(name, input, signal) {
      signal.throwIfAborted();
      if (name === "run_analysis") return analyse(input);
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

/** The statement of the Result's rows: for a kind that finishes in TypeScript, of what it made. */
async function finishedSql(resolved: ResolvedPlan, data: TestData, found: string[]): Promise<string> {
  const { bound, source, groups, sql } = resolved;
  if (!bound.finish) return sql;
  const { columns, rows } = await data.run(sql);
  const types = columns.map(({ type }) => type);
  const answer = { columns, rows: contractRows(rows, types), row_count: rows.length, truncated: false };
  const finished = await bound.finish(answer, { source, groups });
  found.push(...(finished.assumptions ?? []));
  return rowsSql(finished.columns, arranged(finished, bound.plan));
}
