import "server-only";
import { AppError } from "#lib/core/errors.ts";
import { openPools } from "./processes/pools.ts";

/** Ends the session's child, when the session goes; a query that runs in it fails with `conflict`. */
export function closeEngineSession(session_id: string): void {
  openPools()?.sessions.closeSession(
    session_id,
    new AppError("conflict", "The session was closed while the query ran."),
  );
}
