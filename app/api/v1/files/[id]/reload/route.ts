import { json, route } from "#lib/http/route.ts";
import { reloadFile } from "#lib/ingest/reload-file.ts";
import { readReload } from "./read-reload.ts";

/** The same bytes read another way (JSON), or new ones (multipart). */
export const POST = route(async ({ ctx, params, request }) => {
  const wanted = await readReload(ctx, request);
  return json(await reloadFile({ ctx, input: { file_id: params.id, ...wanted } }));
});
