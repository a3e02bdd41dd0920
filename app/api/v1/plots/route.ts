import { listPlots } from "#lib/charts/server/list-plots.ts";
import { json, pageOf, route } from "#lib/http/route.ts";

export const GET = route(async ({ ctx, url }) => {
  const session_id = url.searchParams.get("session_id") ?? undefined;
  const request_id = url.searchParams.get("request_id") ?? undefined;
  return json(await listPlots({ ctx, input: { session_id, request_id, page: pageOf(url) } }));
});
