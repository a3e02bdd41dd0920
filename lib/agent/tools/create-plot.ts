import "server-only";
import { z } from "zod";
import { createPlot } from "#lib/charts/server/create-plot.ts";
import { isId } from "#lib/core/ids.ts";
import { json } from "#lib/core/schema.ts";
import { defineTool, done, outcomeOf, refused } from "./tool.ts";

export const createPlotTool = defineTool({
  name: "create_plot",
  description:
    "Draw a stored result as a Vega-Lite v6 chart, shown to the person where you call it. The rows come from the result: " +
    'the spec\'s only data is {"name":"result"}, and every encoded field is a column of that result. No url, values, datasets, ' +
    "transform, aggregate, bin, timeUnit, datum, value in data channels, or expressions: let SQL compute what the chart shows. " +
    "Give axes titles with units where known. A spec that breaks a rule comes back with the path of each fault.",
  input: z.strictObject({
    title: z.string().trim().min(1).max(200).describe("What the chart shows, without figures in it."),
    result_id: z.string().describe("The `result_id` that run_sql gave in this session."),
    vega_lite_spec: z
      .record(z.string(), json)
      .describe('A Vega-Lite spec: {"data":{"name":"result"},"mark":…,"encoding":{…}}.'),
  }),
  async run({ title, result_id, vega_lite_spec }, { ctx, session_id, run_id, signal }) {
    if (!isId(result_id)) return refused(noSuchResult(result_id));
    try {
      const plot = await createPlot({
        ctx,
        input: { session_id, run_id, result_id, title, vega_lite_spec },
      });
      return done({ plot_id: plot.id, title: plot.title, shown: true }, [{ type: "plot", plot }]);
    } catch (error) {
      const outcome = outcomeOf(error, signal);
      return isMissing(error) ? refused(noSuchResult(result_id)) : outcome;
    }
  },
});

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "not_found";
}

function noSuchResult(id: string): string {
  return `There is no result "${id.slice(0, 60)}" in this session. Use a result_id exactly as run_sql gave it, or run the query again.`;
}
