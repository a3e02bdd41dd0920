import { json, readJson, route } from "#lib/http/route.ts";
import { executeQuery } from "#lib/results/execute-query.ts";
import { queryInput } from "#lib/sessions/schema.ts";

export const POST = route(async ({ ctx, params, request }) => {
  const { sql } = await readJson(request, queryInput);
  const input = { session_id: params.id, sql, run_id: null };
  return json(await executeQuery({ ctx, input, signal: request.signal }));
});
