import type { MetadataRoute } from "next";

/**
 * Sessions and settings ask a crawler to sign in. Shared links say `noindex` themselves, which a crawler learns only
 * when it may fetch them: an address that is merely disallowed here can still be listed.
 */
export default function robots(): MetadataRoute.Robots {
  return { rules: { userAgent: "*", allow: "/", disallow: ["/api/"] } };
}
