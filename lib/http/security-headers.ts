import "server-only";
import { usesHttps } from "#lib/auth/session-cookie.ts";

/** Two years; other hosts of the domain are not ours to decide about. */
const HSTS = "max-age=63072000";

const NO_FEATURES = ["camera", "microphone", "geolocation", "payment", "usb", "browsing-topics"]
  .map((feature) => `${feature}=()`)
  .join(", ");

/** Headers that any reply may carry. */
function addCommonHeaders(headers: Headers): void {
  headers.set("x-content-type-options", "nosniff");
  headers.set("x-frame-options", "DENY");
  // A link out of a shared page must not carry its token; `no-referrer` would make form posts send `Origin: null`.
  headers.set("referrer-policy", "same-origin");
  if (usesHttps()) headers.set("strict-transport-security", HSTS);
}

/** Headers of the API: nothing in a reply is ever a page, and none is kept by a cache unless it says so itself. */
export function addApiHeaders(headers: Headers): void {
  addCommonHeaders(headers);
  headers.set("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
  if (!headers.has("cross-origin-resource-policy"))
    headers.set("cross-origin-resource-policy", "same-origin");
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
}

/** Headers of pages. */
export function addPageHeaders(headers: Headers, policy: string): void {
  addCommonHeaders(headers);
  headers.set("content-security-policy", policy);
  headers.set("permissions-policy", NO_FEATURES);
  headers.set("cross-origin-opener-policy", "same-origin");
}
