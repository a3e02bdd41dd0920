import "server-only";
import { profileDataset } from "#lib/datasets/profile-dataset.ts";
import { isDraining } from "#lib/db/instance.ts";
import { type LoadRow, loadDataset } from "./load-dataset.ts";
import { startWork } from "./running-work.ts";

/** How long a request that adds files waits for their loads. */
const WAIT_MS = 2000;

/** Loads in the background, then profiles. Resolves when the table is ready or has failed; never rejects. */
export function startLoad(row: LoadRow): Promise<void> {
  return startWork(row.id, (signal) => loadDataset(row, signal)).then(() => {
    if (!isDraining()) void startWork(row.id, (signal) => profileDataset(row.id, signal));
  });
}

/** Waits until loads have ended, but no longer than a request may. */
export async function waitForLoads(loads: Promise<void>[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, WAIT_MS);
  });
  await Promise.race([Promise.all(loads), limit]);
  clearTimeout(timer);
}
