import { json, publicRoute } from "#lib/http/route.ts";
import { getShared } from "#lib/sessions/sharing/get-shared.ts";

export const GET = publicRoute<"token">(async ({ params }) =>
  json(await getShared({ input: { token: params.token } })),
);
