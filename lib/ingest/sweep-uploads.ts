import "server-only";
import { log } from "#lib/core/log.ts";
import { db } from "#lib/db/client.ts";
import { storage } from "#lib/storage/storage.ts";
import { discardUpload } from "./discard-uploads.ts";
import { sweepOrphans } from "./sweep-orphans.ts";

/** How long an upload may stay unfinished, or finished and unused. */
export const UPLOAD_TTL_MS = 24 * 60 * 60_000;

/**
 * Removes uploads that nobody finished or used within a day, and what processes that died left: temporary files, and
 * bytes that no row names. Returns how many uploads.
 */
export async function sweepUploads(): Promise<number> {
  const createdAt = { lt: new Date(Date.now() - UPLOAD_TTL_MS) };
  const stale = await db().upload.findMany({ where: { createdAt, status: { not: "consumed" } } });
  for (const upload of stale) await discardUpload(upload);
  await db().upload.deleteMany({ where: { createdAt, status: "consumed" } });
  const temporary = await storage().sweepTemporary(UPLOAD_TTL_MS);
  const orphans = await sweepOrphans();
  if (stale.length + temporary + orphans > 0)
    log.info({ uploads: stale.length, temporary, orphans }, "unused uploads and bytes removed");
  return stale.length;
}
