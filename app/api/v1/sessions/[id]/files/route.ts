import { json, readJson, route } from "#lib/http/route.ts";
import { addFiles } from "#lib/sessions/add-files.ts";
import { addFilesInput } from "#lib/sessions/schema.ts";

export const POST = route(async ({ ctx, params, request }) => {
  const { upload_ids } = await readJson(request, addFilesInput);
  const files = await addFiles({ ctx, input: { session_id: params.id, upload_ids } });
  return json({ files }, { status: 201 });
});
