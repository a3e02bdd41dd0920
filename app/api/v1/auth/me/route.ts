import { getMe } from "#lib/auth/get-me.ts";
import { json, route } from "#lib/http/route.ts";

export const GET = route(async ({ ctx }) => json(await getMe({ ctx })));
