import { clientName } from "#lib/auth/client-name.ts";
import { register } from "#lib/auth/register.ts";
import { registration } from "#lib/auth/registration.ts";
import { json, publicRoute, readJson } from "#lib/http/route.ts";

export const POST = publicRoute(async ({ request }) => {
  const input = await readJson(request, registration);
  return json(await register({ input, client: clientName(request.headers) }), { status: 201 });
});
