import { getRejects } from "#lib/datasets/get-rejects.ts";
import { attachmentHeaders, storedAttachment } from "#lib/http/attachment.ts";
import { route } from "#lib/http/route.ts";

const HEADER = "line,column,reason,text\r\n";

export const GET = route(async ({ ctx, params }) => {
  const { key, filename } = await getRejects({ ctx, input: { file_id: params.id } });
  const file = { filename, content_type: "text/csv; charset=utf-8" };
  if (key === null) return new Response(HEADER, { headers: attachmentHeaders(file) });
  return storedAttachment({ ...file, key });
});
