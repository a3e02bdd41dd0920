import { json, readJson, route } from "#lib/http/route.ts";
import { previewFile } from "#lib/ingest/preview-file.ts";
import { rereadRequest } from "#lib/ingest/schema.ts";

export const POST = route(async ({ ctx, params, request }) => {
  const { dialect } = await readJson(request, rereadRequest);
  return json(await previewFile({ ctx, input: { file_id: params.id, dialect }, signal: request.signal }));
});
