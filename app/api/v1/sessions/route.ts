import { json, pageOf, readJson, route } from "#lib/http/route.ts";
import { createSession } from "#lib/sessions/create-session.ts";
import { listSessions } from "#lib/sessions/list-sessions.ts";
import { createSessionInput } from "#lib/sessions/schema.ts";

export const GET = route(async ({ ctx, url }) => {
  const q = url.searchParams.get("q") ?? undefined;
  return json(await listSessions({ ctx, input: { q, page: pageOf(url) } }));
});

export const POST = route(async ({ ctx, request }) => {
  const input = await readJson(request, createSessionInput);
  return json(await createSession({ ctx, input }), { status: 201 });
});
