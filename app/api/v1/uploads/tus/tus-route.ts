import type { NextRoute } from "#lib/http/route.ts";
import { publicRoute, route } from "#lib/http/route.ts";
import { describeTus, handleOverridden, handleTus } from "#lib/ingest/tus/handle-tus.ts";

const VERSION = "1.0.0";

/** One request of the protocol, by its owner. */
export const tusRoute = spoken(handleTus);

/** The same by `POST` with `X-HTTP-Method-Override`. */
export const tusOverride = spoken(handleOverridden);

/** What the server can do, for anybody. */
export const tusOptions = withVersion(publicRoute<never>(async ({ request }) => describeTus(request)));

function spoken(handle: typeof handleTus): NextRoute {
  return withVersion(
    route<never>(async ({ ctx, request }) => {
      if (request.headers.get("tus-resumable") !== VERSION) return unknownVersion();
      return handle({ ctx, request });
    }),
  );
}

/** 412, as the protocol wants for a version that is not spoken here. */
function unknownVersion(): Response {
  const detail = "This server speaks tus 1.0.0: send the header Tus-Resumable: 1.0.0.";
  const body = {
    type: "/problems/bad_request",
    title: "Bad request",
    status: 412,
    detail,
    code: "bad_request",
  };
  const headers = { "content-type": "application/problem+json", "tus-version": VERSION };
  return new Response(JSON.stringify(body), { status: 412, headers });
}

/** Every reply names the version, refusals too. */
function withVersion(inner: NextRoute): NextRoute {
  return async (request, next) => {
    const response = await inner(request, next);
    response.headers.set("tus-resumable", VERSION);
    return response;
  };
}
