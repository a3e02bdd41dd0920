import "server-only";
import { db } from "#lib/db/client.ts";
import type { Run } from "#lib/db/generated/client.ts";
import { closeAsInterrupted, isOrphaned } from "./close-orphaned-runs.ts";

/** The run that is going in a session. One that nobody drives any more is closed first, and is not going. */
export async function findRunning(sessionId: string): Promise<Run | null> {
  const run = await db().run.findFirst({ where: { sessionId, status: "running" } });
  if (run === null || !(await isOrphaned(run))) return run;
  await closeAsInterrupted(run);
  return null;
}
