import { json, noContent, readJson, route } from "#lib/http/route.ts";
import { deleteSession } from "#lib/sessions/delete-session.ts";
import { getSession } from "#lib/sessions/get-session.ts";
import { renameSession } from "#lib/sessions/rename-session.ts";
import { renameInput } from "#lib/sessions/schema.ts";

export const GET = route(async ({ ctx, params }) =>
  json(await getSession({ ctx, input: { session_id: params.id } })),
);

export const PATCH = route(async ({ ctx, params, request }) => {
  const { title } = await readJson(request, renameInput);
  return json(await renameSession({ ctx, input: { session_id: params.id, title } }));
});

export const DELETE = route(async ({ ctx, params }) => {
  await deleteSession({ ctx, input: { session_id: params.id } });
  return noContent();
});
