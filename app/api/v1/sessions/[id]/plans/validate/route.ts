import { planInput } from "#lib/analysis/schema.ts";
import { validatePlan } from "#lib/analysis/validate-plan.ts";
import { json, readJson, route } from "#lib/http/route.ts";

export const POST = route(async ({ ctx, params, request }) => {
  const { plan } = await readJson(request, planInput);
  const input = { session_id: params.id, plan };
  return json(await validatePlan({ ctx, input, signal: request.signal }));
});
