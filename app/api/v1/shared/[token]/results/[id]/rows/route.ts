import { publicRoute } from "#lib/http/route.ts";
import { getResultRows } from "#lib/results/get-result-rows.ts";
import { parseRowsQuery } from "#lib/results/parse-rows-query.ts";
import { rowsResponse } from "#lib/results/rows-response.ts";
import { shareContext } from "#lib/sessions/sharing/share-context.ts";

export const GET = publicRoute<"token" | "id">(async ({ params, request, url, requestId }) => {
  const { ctx } = await shareContext(params.token, requestId);
  const input = { result_id: params.id, ...parseRowsQuery(url) };
  return rowsResponse(await getResultRows({ ctx, input, signal: request.signal }));
});
