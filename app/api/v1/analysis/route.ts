import { json, route } from "#lib/http/route.ts";
import { receiveMultipart } from "#lib/ingest/receive-multipart.ts";
import { analyzeFile } from "#lib/sessions/analyze-file.ts";

export const POST = route(async ({ ctx, request }) => {
  const { upload_ids, fields } = await receiveMultipart({ ctx, request });
  return json(await analyzeFile({ ctx, input: { upload_ids, query: fields.query } }));
});
