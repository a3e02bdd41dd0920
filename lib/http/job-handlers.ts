import "server-only";
import { atOnce } from "#lib/ingest/running-work.ts";
import { takeUpLoad } from "#lib/ingest/start-load.ts";
import { sweepUploads } from "#lib/ingest/sweep-uploads.ts";
import type { Handlers } from "#lib/jobs/work-jobs.ts";
import { expireData } from "#lib/sessions/expiry/expire-data.ts";

/** Who does which job: the queue's names and payloads are in `lib/jobs`, the work in its domain. */
export function jobHandlers(): Handlers {
  return {
    load_file: { at_once: atOnce("long"), run: takeUpLoad },
    expire_data: { at_once: 1, run: () => expireData({ now: new Date() }) },
    sweep_uploads: { at_once: 1, run: () => sweepUploads() },
  };
}
