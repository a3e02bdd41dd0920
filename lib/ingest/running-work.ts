import "server-only";
import { log } from "#lib/core/log.ts";
import { singleton } from "#lib/core/singleton.ts";
import { onShutdown } from "#lib/db/instance.ts";
import { engineSettings } from "#lib/engine/settings.ts";
import { listen, notify } from "#lib/events/notify.ts";

const CANCEL_CHANNEL = "cancel_loads";

/** `short`: a load that someone waits for · `long`: a load that any replica may do · `profile`. None waits for another lane. */
export type Lane = "short" | "long" | "profile";

/** How many of a lane go at once in this process; each has a child of its own. */
export function atOnce(lane: Lane): number {
  if (lane === "profile") return 1;
  return lane === "short" ? 2 : Math.max(1, engineSettings().trustedWorkers - 1);
}

interface Work {
  lane: Lane;
  controller: AbortController;
  done: Promise<void>;
}

interface Queue {
  active: number;
  waiting: (() => void)[];
}

interface State {
  /** By dataset. */
  running: Map<string, Work>;
  lanes: Record<Lane, Queue>;
  listening: Promise<unknown> | null;
}

const queue = (): Queue => ({ active: 0, waiting: [] });
const state = () =>
  singleton(
    "ingest-work",
    (): State => ({
      running: new Map(),
      lanes: { short: queue(), long: queue(), profile: queue() },
      listening: null,
    }),
  );

/**
 * Runs work on a dataset in the background, in turn with what else is in its lane. Work on one dataset is never
 * doubled: a second request joins the first, but a load ends the profile of the table it replaces. The promise
 * never rejects; `run` reports its own failures.
 */
export function startWork(
  datasetId: string,
  lane: Lane,
  run: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const already = state().running.get(datasetId);
  const outdated = already?.lane === "profile" && lane !== "profile" ? already : undefined;
  if (already !== undefined && outdated === undefined) return already.done;
  listenForCancels();
  onShutdown("loads", endAllWork);
  const controller = new AbortController();
  const before = outdated === undefined ? Promise.resolve() : cancel(outdated);
  const work: Work = { lane, controller, done: Promise.resolve() };
  work.done = before
    .then(() => inTurn(lane, controller.signal, run))
    .catch((err: unknown) => {
      if (!controller.signal.aborted)
        log.error({ err, dataset_id: datasetId }, "background work on a file failed");
    })
    .finally(() => {
      if (state().running.get(datasetId) === work) state().running.delete(datasetId);
    });
  state().running.set(datasetId, work);
  return work.done;
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

/** Ends this process's work. What is cut off is taken up again at the next start, or by another replica. */
export async function endAllWork(): Promise<void> {
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

async function inTurn(
  lane: Lane,
  signal: AbortSignal,
  run: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const turns = state().lanes[lane];
  if (turns.active >= atOnce(lane)) await new Promise<void>((resolve) => turns.waiting.push(resolve));
  else turns.active += 1;
  try {
    if (!signal.aborted) await run(signal);
  } finally {
    const next = turns.waiting.shift();
    if (next === undefined) turns.active -= 1;
    else next();
  }
}
