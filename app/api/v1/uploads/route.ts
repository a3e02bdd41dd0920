import { json, route } from "#lib/http/route.ts";
import { addUploads } from "#lib/ingest/add-uploads.ts";
import { discardUploads } from "#lib/ingest/discard-uploads.ts";
import { receiveMultipart } from "#lib/ingest/receive-multipart.ts";
import { createSession } from "#lib/sessions/create-session.ts";

/** Files by multipart, into a session that exists or into a new one. */
export const POST = route(async ({ ctx, request }) => {
  const { upload_ids, session_id } = await receiveMultipart({ ctx, request });
  try {
    if (session_id !== undefined) {
      const files = await addUploads({ ctx, input: { session_id, upload_ids } });
      return json({ session_id, files }, { status: 201 });
    }
    const session = await createSession({ ctx, input: { upload_ids } });
    return json({ session_id: session.id, files: session.files }, { status: 201 });
  } catch (error) {
    await discardUploads({ ctx, input: { upload_ids } });
    throw error;
  }
});
