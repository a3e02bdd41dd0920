import { getProfile } from "#lib/datasets/get-profile.ts";
import { json, route } from "#lib/http/route.ts";

export const GET = route(async ({ ctx, params }) =>
  json(await getProfile({ ctx, input: { file_id: params.id } })),
);
