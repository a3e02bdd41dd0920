import { listFiles } from "#lib/datasets/list-files.ts";
import { json, pageOf, route } from "#lib/http/route.ts";

export const GET = route<never>(async ({ ctx, url }) => {
  const session_id = url.searchParams.get("session_id") ?? undefined;
  return json(await listFiles({ ctx, input: { session_id, page: pageOf(url) } }));
});
