import type { MetadataRoute } from "next";

/** The front page may be found; sessions and shared links may not. */
export default function robots(): MetadataRoute.Robots {
  return { rules: { userAgent: "*", allow: "/$", disallow: ["/sessions", "/settings", "/s/", "/api/"] } };
}
