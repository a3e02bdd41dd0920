import { createToken } from "#lib/auth/create-token.ts";
import { listTokens } from "#lib/auth/list-tokens.ts";
import { newToken } from "#lib/auth/schema.ts";
import { json, pageOf, readJson, route } from "#lib/http/route.ts";

export const GET = route(async ({ ctx, url }) =>
  json(await listTokens({ ctx, input: { page: pageOf(url) } })),
);

export const POST = route(async ({ ctx, request }) => {
  const input = await readJson(request, newToken);
  return json(await createToken({ ctx, input }), { status: 201 });
});
