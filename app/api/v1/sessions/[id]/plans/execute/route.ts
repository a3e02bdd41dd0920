import { planInput } from "#lib/analysis/schema.ts";
import { drawPlan } from "#lib/charts/server/draw-plan.ts";
import { json, readJson, route } from "#lib/http/route.ts";

export const POST = route(async ({ ctx, params, request }) => {
  const { plan } = await readJson(request, planInput);
  const input = { session_id: params.id, run_id: null, plan };
  const { result, plot, text, assumptions, warnings } = await drawPlan({
    ctx,
    input,
    signal: request.signal,
  });
  return json({ result, plot, text, assumptions, warnings });
});
