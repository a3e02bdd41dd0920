import { json, route } from "#lib/http/route.ts";
import { getResult } from "#lib/results/get-result.ts";

export const GET = route(async ({ ctx, params }) =>
  json(await getResult({ ctx, input: { result_id: params.id } })),
);
