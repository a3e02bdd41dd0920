import { json, route } from "#lib/http/route.ts";
import { forkShared } from "#lib/sessions/sharing/fork-shared.ts";

export const POST = route<"token">(async ({ ctx, params }) =>
  json(await forkShared({ ctx, input: { token: params.token } }), { status: 201 }),
);
