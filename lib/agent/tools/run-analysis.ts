import "server-only";
import { z } from "zod";
import type { AgentEvent } from "#lib/agent/schema.ts";
import { KINDS } from "#lib/analysis/kinds/registry.ts";
import { commonFields } from "#lib/analysis/schema.ts";
import { drawPlan } from "#lib/charts/server/draw-plan.ts";
import { json } from "#lib/core/schema.ts";
import { resultForModel } from "./rows-for-model.ts";
import { defineTool, done } from "./tool.ts";

const COMMON = new Set(["operation", ...Object.keys(commonFields)]);

/** The operations with their own fields, as a model reads them. A question mark is a field that may be left out. */
function operations(): string {
  const lines = KINDS.map(({ operation, description, schema }) => {
    const own = Object.entries(schema.shape).filter(([name]) => !COMMON.has(name));
    const fields = own.map(([name, field]) => `${name}${isOptional(field) ? "?" : ""}`);
    return `${operation}(${fields.join(", ")}): ${description}`;
  });
  return lines.join(" ");
}

function isOptional(field: unknown): boolean {
  return field instanceof z.ZodType && field.safeParse(undefined).success;
}

export const runAnalysis = defineTool({
  name: "run_analysis",
  description:
    "Run one analysis as a plan: checked before it runs, computed exactly, shown to the person as a table and, where one helps, a chart. " +
    "Prefer it to run_sql for what its operations cover. You get the `result_id`, columns, first rows and a sentence. Faults come back with their " +
    `paths. Fields go into the plan beside operation. Operations: ${operations()}`,
  input: z.strictObject({
    plan: z
      .looseObject({ operation: z.enum(KINDS.map((kind) => kind.operation)), ...commonFields })
      .describe(
        "The operation, its fields, and filters, group_by, order, limit, chart_type, steps (in order, before filters).",
      ),
    title: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .optional()
      .describe("What it finds out, in a few words above the table and chart; made from the plan otherwise."),
  }),
  async run({ plan, title: wanted }, { ctx, session_id, run_id, signal }) {
    const input = { session_id, run_id, plan: json.parse(plan), title: wanted };
    const { result, plot, text, assumptions, warnings, title } = await drawPlan({ ctx, input, signal });
    const events: AgentEvent[] = [
      { type: "query", query: { purpose: title, sql: result.sql, result, error: null } },
      ...(plot ? [{ type: "plot" as const, plot }] : []),
      ...(assumptions.length > 0 ? [{ type: "assumptions" as const, assumptions }] : []),
    ];
    const noted = warnings.map(({ path, message }) => `${path}: ${message}`);
    const told = { ...resultForModel(result), text, plot_id: plot?.id ?? null, assumptions };
    return done({ ...told, ...(noted.length > 0 && { warnings: noted }) }, events);
  },
});
