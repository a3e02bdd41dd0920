import { version } from "#lib/core/version.ts";
import { checkHealth } from "#lib/http/check-health.ts";
import { json, publicRoute } from "#lib/http/route.ts";

export const dynamic = "force-dynamic";

export const GET = publicRoute(async () => {
  await checkHealth();
  return json({ status: "ok", version: version() }, { headers: { "cache-control": "no-store" } });
});
