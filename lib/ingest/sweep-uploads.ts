import "server-only";
import { log } from "#lib/core/log.ts";
import { singleton } from "#lib/core/singleton.ts";
import { db } from "#lib/db/client.ts";
import { storage } from "#lib/storage/storage.ts";
import { discardUpload } from "./discard-uploads.ts";

/** How long an upload may stay unfinished, or finished and unused. */
export const UPLOAD_TTL_MS = 24 * 60 * 60_000;

/** Removes uploads that nobody finished or used within a day, and temporary files of processes that died. Returns how many uploads. */
export async function sweepUploads(): Promise<number> {
  const createdAt = { lt: new Date(Date.now() - UPLOAD_TTL_MS) };
  const stale = await db().upload.findMany({ where: { createdAt, status: { not: "consumed" } } });
  for (const upload of stale) await discardUpload(upload);
  await db().upload.deleteMany({ where: { createdAt, status: "consumed" } });
  const temporary = await storage().sweepTemporary(UPLOAD_TTL_MS);
  if (stale.length + temporary > 0) log.info({ uploads: stale.length, temporary }, "unused uploads removed");
  return stale.length;
}

const SWEEP_EVERY_MS = 60 * 60_000;

/** The same, at most once an hour a process, beside somebody's upload: only uploads leave something to sweep. */
export function sweepNowAndThen(): void {
  const last = singleton("upload-sweep", () => ({ at: 0 }));
  if (Date.now() - last.at < SWEEP_EVERY_MS) return;
  last.at = Date.now();
  sweepUploads().catch((err: unknown) => log.warn({ err }, "unused uploads could not be swept"));
}
