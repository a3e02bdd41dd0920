import { publicRoute } from "#lib/http/route.ts";
import { sharedPreview } from "#lib/sessions/sharing/shared-preview.ts";

/** The picture of a shared session. Kept for minutes only, so that a revoked link's picture is soon gone everywhere. */
export const GET = publicRoute<"token">(async ({ request, params }) => {
  const { png, etag } = await sharedPreview({ input: { token: params.token } });
  const headers = {
    "content-type": "image/png",
    "cache-control": "public, max-age=300",
    "cross-origin-resource-policy": "cross-origin",
    etag,
  };
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
  return new Response(new Uint8Array(png), { headers });
});
