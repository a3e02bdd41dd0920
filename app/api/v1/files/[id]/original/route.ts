import { storedAttachment } from "#lib/http/attachment.ts";
import { route } from "#lib/http/route.ts";
import { getOriginal } from "#lib/ingest/get-original.ts";

export const GET = route(async ({ ctx, params }) =>
  storedAttachment(await getOriginal({ ctx, input: { file_id: params.id } })),
);
