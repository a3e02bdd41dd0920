import { startApp } from "#e2e/support/start-app.ts";

/** No limits: tests of limits start an app of their own. */
export const UNLIMITED = { RATE_UPLOADS: "0", RATE_RUNS: "0", RATE_LOGIN: "0", LOG_LEVEL: "warn" };

/** Vitest's global set-up of the project `api`: one built app for all, at `process.env.APP_URL`. */
export default async function setup(): Promise<() => Promise<void>> {
  const app = await startApp({ env: UNLIMITED });
  process.env.APP_URL = app.url;
  return async () => {
    await app.stop();
  };
}
