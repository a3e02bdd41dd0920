import { createPlot } from "#lib/charts/server/create-plot.ts";
import { json, readJson, route } from "#lib/http/route.ts";
import { createPlotInput } from "#lib/sessions/schema.ts";

export const POST = route(async ({ ctx, params, request }) => {
  const plot = await readJson(request, createPlotInput);
  const input = { session_id: params.id, run_id: null, ...plot };
  return json(await createPlot({ ctx, input }), { status: 201 });
});
