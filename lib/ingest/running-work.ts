import "server-only";
import { log } from "#lib/core/log.ts";
import { singleton } from "#lib/core/singleton.ts";
import { onShutdown } from "#lib/db/instance.ts";
import { listen, notify } from "#lib/events/notify.ts";

/** Loads and profiles at once in this process; each has a child of its own. */
const AT_ONCE = 2;
const CANCEL_CHANNEL = "cancel_loads";

interface Work {
  controller: AbortController;
  done: Promise<void>;
}

interface State {
  /** By dataset. A load and the profile after it are one piece of work. */
  running: Map<string, Work>;
  active: number;
  waiting: (() => void)[];
  listening: Promise<unknown> | null;
}

const state = () =>
  singleton("ingest-work", (): State => ({ running: new Map(), active: 0, waiting: [], listening: null }));

/**
 * Runs work on a dataset in the background, at most `AT_ONCE` at a time. Work on one dataset is never doubled:
 * a second request joins the first. The promise never rejects; `run` reports its own failures.
 */
export function startWork(datasetId: string, run: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const already = state().running.get(datasetId);
  if (already !== undefined) return already.done;
  listenForCancels();
  onShutdown("loads", cancelAll);
  const controller = new AbortController();
  const done = inTurn(controller.signal, run)
    .catch((err: unknown) => {
      if (!controller.signal.aborted)
        log.error({ err, dataset_id: datasetId }, "background work on a file failed");
    })
    .finally(() => state().running.delete(datasetId));
  state().running.set(datasetId, { controller, done });
  return done;
}

/** Ends the work on datasets, in whichever process it runs; waits for it when it is this one. */
export async function cancelWork(datasetIds: string[]): Promise<void> {
  const elsewhere: string[] = [];
  for (const id of datasetIds) {
    const work = state().running.get(id);
    if (work === undefined) elsewhere.push(id);
    else await cancel(work);
  }
  for (const id of elsewhere) await notify(CANCEL_CHANNEL, id);
}

async function cancel(work: Work): Promise<void> {
  work.controller.abort(new DOMException("The file was deleted.", "AbortError"));
  await work.done;
}

/** What is cut off here is taken up again at the next start, or by another replica. */
async function cancelAll(): Promise<void> {
  await Promise.all([...state().running.values()].map(cancel));
}

function listenForCancels(): void {
  const { running } = state();
  state().listening ??= listen(CANCEL_CHANNEL, (id) => {
    running.get(id)?.controller.abort(new DOMException("The file was deleted.", "AbortError"));
  }).catch((err: unknown) => {
    state().listening = null;
    log.warn({ err }, "this process cannot hear which loads to cancel");
  });
}

async function inTurn(signal: AbortSignal, run: (signal: AbortSignal) => Promise<void>): Promise<void> {
  if (state().active >= AT_ONCE) await new Promise<void>((resolve) => state().waiting.push(resolve));
  else state().active += 1;
  try {
    if (!signal.aborted) await run(signal);
  } finally {
    const next = state().waiting.shift();
    if (next === undefined) state().active -= 1;
    else next();
  }
}
