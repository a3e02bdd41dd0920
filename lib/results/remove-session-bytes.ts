import "server-only";
import { sessionPrefix } from "#lib/storage/keys.ts";
import { storage } from "#lib/storage/storage.ts";

/** Removes every byte of a session whose rows are gone: originals, tables and results. */
export async function removeSessionBytes(workspaceId: string, sessionId: string): Promise<void> {
  await storage().removeAll(sessionPrefix(workspaceId, sessionId));
}
