import { planJsonSchema } from "#lib/analysis/plan-json-schema.ts";
import { publicRoute } from "#lib/http/route.ts";

export const GET = publicRoute<never>(async () =>
  Response.json(planJsonSchema(), { headers: { "content-type": "application/schema+json" } }),
);
