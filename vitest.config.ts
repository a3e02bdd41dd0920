import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

/**
 * `unit` needs nothing; `integration` starts the embedded PostgreSQL and real engine workers; `api` asks the built
 * product over HTTP.
 */
export default defineConfig({
  resolve: { alias: { "server-only": `${root}node_modules/server-only/empty.js` } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{lib,app,components,scripts,e2e/support}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.integration.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["{lib,app,scripts}/**/*.integration.test.ts"],
          globalSetup: ["e2e/support/postgres-for-tests.ts"],
          setupFiles: ["e2e/support/own-database.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          pool: "forks",
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: "api",
          include: ["e2e/api/**/*.api.test.ts"],
          globalSetup: ["e2e/support/app-for-tests.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          pool: "forks",
          maxWorkers: 2,
        },
      },
    ],
  },
});
