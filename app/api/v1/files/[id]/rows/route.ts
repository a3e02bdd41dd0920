import { getFileRows } from "#lib/datasets/get-file-rows.ts";
import { fileRowsQuery } from "#lib/datasets/rows/rows-query.ts";
import { json, parseOrInvalid, route } from "#lib/http/route.ts";

export const GET = route(async ({ ctx, params, request, url }) => {
  const page = parseOrInvalid(
    fileRowsQuery,
    Object.fromEntries(url.searchParams),
    "The query of this address is not valid.",
  );
  return json(await getFileRows({ ctx, input: { file_id: params.id, ...page }, signal: request.signal }));
});
