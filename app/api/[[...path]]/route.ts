import { notFound } from "#lib/core/errors.ts";
import { publicRoute } from "#lib/http/route.ts";

const missing = publicRoute<"path", string[]>(async () => {
  throw notFound("address");
});

export { missing as DELETE, missing as GET, missing as PATCH, missing as POST, missing as PUT };
