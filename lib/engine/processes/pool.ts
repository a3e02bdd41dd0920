import "server-only";
import { join } from "node:path";
import { AppError } from "#lib/core/errors.ts";
import { EngineChild, NeverBegun } from "./child.ts";
import { deferred } from "./deferred.ts";
import { startError } from "./errors.ts";
import type { ProcessLimits } from "./limits.ts";

export interface PoolOptions {
  /** Folder that the children's folders lie in. */
  root: string;
  name: string;
  /** Children at once, at most, spares included. */
  most: number;
  idleMs: number;
  limits: ProcessLimits;
}

interface Worker {
  child: EngineChild;
  /** The one session it serves; null until it serves one, and for ever in a pool without sessions. */
  session: string | null;
  busy: boolean;
  /** Whether it has done a job: its code is warm, which saves the next one up to 0.2 s. */
  used: boolean;
  eviction: NodeJS.Timeout | undefined;
}

interface Waiting {
  session: string | null;
  grant: (worker: Worker) => void;
  refuse: (error: Error) => void;
}

const QUEUE_MS = 120_000;
const ATTEMPTS = 3;
const SPARE_AFTER_MS = 50;

/**
 * A bounded set of engine children. A session has at most one child and no child ever serves two sessions;
 * one spare waits started. When all are busy, sessions take turns: each waits behind those that asked before it,
 * and one with many queries does not hold up the others.
 */
export class EnginePool {
  readonly #options: PoolOptions;
  readonly #workers = new Set<Worker>();
  /** By session, or by request where there is none; in the order of their turns. */
  readonly #queues = new Map<string | symbol, Waiting[]>();
  #closed = false;
  #started = 0;
  #modules: string[] = [];
  /** Children that were told to end and still take memory. */
  readonly #ending = new Set<EngineChild>();
  #spareTimer: NodeJS.Timeout | undefined;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /**
   * Gives `work` a child for as long as it takes, and until the child is idle again. When the child turns out
   * to have died before it heard of the job, another one gets it.
   */
  async lend<T>(
    session: string | null,
    signal: AbortSignal | undefined,
    work: (child: EngineChild) => Promise<T>,
  ) {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#lendOnce(session, signal, work);
      } catch (error) {
        if (!(error instanceof NeverBegun)) throw error;
        if (attempt === ATTEMPTS) throw startError();
      }
    }
  }

  async #lendOnce<T>(
    session: string | null,
    signal: AbortSignal | undefined,
    work: (child: EngineChild) => Promise<T>,
  ) {
    const worker = await this.#acquire(session, signal);
    try {
      return await work(worker.child);
    } finally {
      void worker.child.whenIdle().then(() => this.#release(worker));
    }
  }

  /** Starts the spare before anyone asks; a child that waits reads these modules of ours. */
  warm(modules: string[] = []): void {
    this.#modules = modules;
    this.#ensureSpare(0);
  }

  /** Ends the session's child and refuses what waits for it. */
  closeSession(session: string, reason: Error): void {
    for (const waiting of this.#queues.get(session) ?? []) waiting.refuse(reason);
    this.#queues.delete(session);
    for (const worker of this.#workers) if (worker.session === session) this.#end(worker, reason);
  }

  /** Ends every child; resolves when they and their folders are gone. */
  async close(reason: Error): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#spareTimer);
    for (const queue of this.#queues.values()) for (const waiting of queue) waiting.refuse(reason);
    this.#queues.clear();
    for (const worker of this.#workers) this.#end(worker, reason);
    await Promise.all([...this.#ending].map((child) => child.whenGone()));
  }

  #acquire(session: string | null, signal: AbortSignal | undefined): Promise<Worker> {
    if (this.#closed) throw new AppError("unavailable", "The server is shutting down.", { retryAfter: 5 });
    signal?.throwIfAborted();
    const key = session ?? Symbol("request");
    const { promise, resolve, reject } = deferred<Worker>();
    const waiting: Waiting = { session, grant: resolve, refuse: reject };
    this.#queues.set(key, [...(this.#queues.get(key) ?? []), waiting]);
    const leave = (reason: unknown) => {
      this.#leave(key, waiting);
      reject(reason);
    };
    const onAbort = () => leave(signal?.reason);
    const timer = setTimeout(() => leave(busyError()), QUEUE_MS);
    signal?.addEventListener("abort", onAbort, { once: true });
    this.#dispatch();
    return promise.finally(() => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    });
  }

  #leave(key: string | symbol, waiting: Waiting): void {
    const rest = (this.#queues.get(key) ?? []).filter((other) => other !== waiting);
    if (rest.length === 0) this.#queues.delete(key);
    else this.#queues.set(key, rest);
  }

  #dispatch(): void {
    for (const [key, queue] of [...this.#queues]) {
      const [first, ...rest] = queue;
      if (first === undefined) continue;
      const worker = this.#workerFor(first.session);
      if (worker === undefined) continue;
      // The session goes to the end of the line with what else it asks for.
      this.#queues.delete(key);
      if (rest.length > 0) this.#queues.set(key, rest);
      worker.busy = true;
      clearTimeout(worker.eviction);
      first.grant(worker);
    }
    this.#ensureSpare();
  }

  #workerFor(session: string | null): Worker | undefined {
    const own = session === null ? undefined : this.#find((worker) => worker.session === session);
    if (own !== undefined) return own.busy ? undefined : own;
    const isFree = (worker: Worker) => worker.session === null && !worker.busy;
    const free =
      this.#find((worker) => isFree(worker) && worker.used) ?? this.#find(isFree) ?? this.#startWithin();
    if (free !== undefined) free.session = session;
    return free;
  }

  /** A new child, within the bound; at it, the one idle longest makes room and the asker waits until it is gone. */
  #startWithin(): Worker | undefined {
    if (this.#workers.size + this.#ending.size < this.#options.most) return this.#start();
    const idle = this.#ending.size > 0 ? undefined : this.#find((worker) => !worker.busy);
    if (idle !== undefined) this.#end(idle, evicted());
    return undefined;
  }

  #start(): Worker {
    const directory = join(
      this.#options.root,
      `${process.pid}-${this.#options.name}-${++this.#started}-${Date.now()}`,
    );
    const child = new EngineChild(directory, this.#options.limits, this.#modules);
    const worker: Worker = { child, session: null, busy: false, used: false, eviction: undefined };
    this.#workers.add(worker);
    return worker;
  }

  #release(worker: Worker): void {
    worker.busy = false;
    worker.used = true;
    if (worker.child.isWorn || this.#closed) this.#end(worker, evicted());
    else if (this.#workers.delete(worker)) {
      // Sets keep their order: the longest idle comes first.
      this.#workers.add(worker);
      worker.eviction = setTimeout(() => this.#evict(worker), this.#options.idleMs).unref();
    }
    this.#dispatch();
  }

  #evict(worker: Worker): void {
    if (!worker.busy) this.#end(worker, evicted());
    this.#ensureSpare();
  }

  #end(worker: Worker, reason: Error): void {
    clearTimeout(worker.eviction);
    if (!this.#workers.delete(worker)) return;
    this.#ending.add(worker.child);
    worker.child.kill(reason);
    void worker.child.whenGone().then(() => {
      this.#ending.delete(worker.child);
      this.#dispatch();
    });
  }

  /** A little later, so that its start does not compete with the query that took the last one. */
  #ensureSpare(after_ms = SPARE_AFTER_MS): void {
    if (this.#closed || this.#spareTimer !== undefined) return;
    this.#spareTimer = setTimeout(() => {
      this.#spareTimer = undefined;
      const hasSpare = this.#find((worker) => worker.session === null && !worker.busy) !== undefined;
      if (!this.#closed && !hasSpare && this.#workers.size + this.#ending.size < this.#options.most)
        this.#start();
    }, after_ms).unref();
  }

  #find(fits: (worker: Worker) => boolean): Worker | undefined {
    for (const worker of this.#workers) {
      if (!worker.child.isAlive && !worker.busy) this.#end(worker, evicted());
      else if (fits(worker)) return worker;
    }
    return undefined;
  }
}

function evicted(): Error {
  return new Error("the engine child was no longer needed");
}

function busyError(): AppError {
  return new AppError("unavailable", "All engine processes are busy. Try again in a few seconds.", {
    retryAfter: 5,
  });
}
