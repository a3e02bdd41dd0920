import { route } from "#lib/http/route.ts";
import { getResultRows } from "#lib/results/get-result-rows.ts";
import { parseRowsQuery } from "#lib/results/parse-rows-query.ts";
import { rowsResponse } from "#lib/results/rows-response.ts";

export const GET = route(async ({ ctx, params, request, url }) => {
  const input = { result_id: params.id, ...parseRowsQuery(url) };
  return rowsResponse(await getResultRows({ ctx, input, signal: request.signal }));
});
