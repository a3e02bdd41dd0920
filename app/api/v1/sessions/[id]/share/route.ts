import { pageOrigin } from "#app/page-origin.ts";
import { json, noContent, route } from "#lib/http/route.ts";
import { shareSession } from "#lib/sessions/sharing/share-session.ts";
import { unshareSession } from "#lib/sessions/sharing/unshare-session.ts";

export const POST = route(async ({ ctx, params }) => {
  const input = { session_id: params.id, origin: await pageOrigin() };
  return json(await shareSession({ ctx, input }), { status: 201 });
});

export const DELETE = route(async ({ ctx, params }) => {
  await unshareSession({ ctx, input: { session_id: params.id } });
  return noContent();
});
