import { clientAddress } from "#lib/auth/client-address.ts";
import { clientName } from "#lib/auth/client-name.ts";
import { login } from "#lib/auth/login.ts";
import { credentials } from "#lib/auth/schema.ts";
import { json, publicRoute, readJson } from "#lib/http/route.ts";

export const POST = publicRoute(async ({ request }) => {
  const input = await readJson(request, credentials);
  const { headers } = request;
  return json(await login({ input, address: clientAddress(headers), client: clientName(headers) }));
});
