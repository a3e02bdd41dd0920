import { revokeToken } from "#lib/auth/revoke-token.ts";
import { noContent, route } from "#lib/http/route.ts";

export const DELETE = route(async ({ ctx, params }) => {
  await revokeToken({ ctx, input: { token_id: params.id } });
  return noContent();
});
