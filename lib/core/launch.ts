import "server-only";

/** What the launcher tells the server it becomes; no settings of a person. */
export interface Launch {
  root: string;
  /** PostgreSQL is ours and `DATA_DIR` is locked by us, so no other instance can be alive. */
  embedded: boolean;
  /** Nobody waits for the server: it stops PostgreSQL and gives the lock back itself. */
  standsAlone: boolean;
  /** The person runs it for others (`isProductionSetup`), which `next start` cannot tell: it always says so. */
  production: boolean;
}

/** How this server was started; without our launcher (Vercel-style) it owns nothing. */
export function launch(): Omit<Launch, "root"> {
  const { VERITABLE_EMBEDDED, VERITABLE_STANDS_ALONE, VERITABLE_PRODUCTION, NODE_ENV } = process.env;
  return {
    embedded: VERITABLE_EMBEDDED === "1",
    standsAlone: VERITABLE_STANDS_ALONE === "1",
    production: VERITABLE_PRODUCTION === undefined ? NODE_ENV === "production" : VERITABLE_PRODUCTION === "1",
  };
}

/** The same as variables for the server's environment. */
export function launchVariables(launch: Launch): Record<string, string> {
  return {
    VERITABLE_ROOT: launch.root,
    VERITABLE_EMBEDDED: launch.embedded ? "1" : "0",
    VERITABLE_STANDS_ALONE: launch.standsAlone ? "1" : "0",
    VERITABLE_PRODUCTION: launch.production ? "1" : "0",
  };
}
