import "server-only";
import { log } from "#lib/core/log.ts";
import { notifyFiles } from "#lib/datasets/notify-files.ts";
import { db } from "#lib/db/client.ts";
import { instanceId } from "#lib/db/instance.ts";

const EVERY_MS = 500;

interface Progress {
  report: (fraction: number, rows?: number) => void;
  /** Writes nothing any more; resolves when the last write has ended. */
  stop: () => Promise<void>;
}

/** Writes a load's progress to its row and tells open pages, at most twice a second. A failed write loses only that. */
export function reportProgress(row: { id: string; sessionId: string }): Progress {
  let latest = 0;
  let rows: number | undefined;
  let written = 0;
  let writing: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    if (latest <= written) return;
    written = latest;
    writing = write(row, latest, rows);
  }, EVERY_MS);
  timer.unref();
  return {
    report: (fraction, about) => {
      rows = about ?? rows;
      latest = Math.max(latest, Math.min(0.99, fraction));
    },
    stop: () => {
      clearInterval(timer);
      return writing;
    },
  };
}

async function write(
  row: { id: string; sessionId: string },
  progress: number,
  rows: number | undefined,
): Promise<void> {
  try {
    const where = { id: row.id, status: "loading", instanceId: instanceId() };
    await db().dataset.updateMany({ where, data: { progress, rowsRead: rows ?? null } });
    await notifyFiles(row.sessionId);
  } catch (err) {
    log.warn({ err, dataset_id: row.id }, "a load's progress could not be written");
  }
}
