import type { MetadataRoute } from "next";

export default function manifest(): MetadataRoute.Manifest {
  return {
    name: "Veritable",
    short_name: "Veritable",
    description: "Talk with your data and believe the answer.",
    start_url: "/sessions",
    display: "standalone",
    background_color: "#fcfcfa",
    theme_color: "#0f5a5c",
    icons: [{ src: "/icon.svg", sizes: "any", type: "image/svg+xml" }],
  };
}
