import "server-only";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { log } from "#lib/core/log.ts";
import { projectRoot } from "#lib/core/project-root.ts";
import { type FromChild, fromChild, type Job } from "#lib/engine/messages.ts";
import { type Deferred, deferred } from "./deferred.ts";
import { appErrorOf, crashError, startError, timeoutError } from "./errors.ts";
import { limited, type ProcessLimits } from "./limits.ts";

/** Between an interrupt and the kill of a child that does not heed it. */
const GRACE_MS = 1000;
/** One that falls between two statements of a job has no effect, so it is repeated. */
const INTERRUPT_AGAIN_MS = 100;
const START_MS = 30_000;
const STDERR_KEPT = 4000;
const HEAP_MB = 512;

export interface RunOptions {
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  onProgress?: ((fraction: number, rows?: number) => void) | undefined;
}

interface Running {
  id: number;
  result: Deferred<unknown>;
  /** Resolves when the child is free again, or gone. */
  idle: Deferred<void>;
  onProgress: RunOptions["onProgress"];
  begun: boolean;
}

/** The child was gone before it heard of the job: nothing was done, and another child can do it. */
export class NeverBegun extends Error {
  override name = "NeverBegun";
}

/** One engine process: its folder, its limits, and the job it does. */
export class EngineChild {
  readonly directory: string;
  readonly #process: ChildProcess;
  readonly #cpuLimit: number;
  readonly #gone = deferred<void>();
  /** Resolves when the child listens, or never will. */
  readonly #started = deferred<void>();
  #running: Running | undefined;
  #idle: Promise<void> = Promise.resolve();
  #alive = true;
  #worn = false;
  #killReason: Error | undefined;
  #stderr = "";
  #jobs = 0;

  /** `modules`: absolute paths of our own that it reads while it has nothing to do. */
  constructor(directory: string, limits: ProcessLimits, modules: string[] = []) {
    this.directory = directory;
    this.#cpuLimit = limits.cpuSeconds;
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    this.#process = spawnWorker(directory, limits, modules);
    this.#process.on("message", (message) => this.#hear(message));
    this.#process.on("exit", (code, signal) => this.#ended(code, signal));
    this.#process.on("error", (error) => this.#failed(error));
    this.#process.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-STDERR_KEPT);
    });
    this.#letServerEnd(true);
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  get isAlive(): boolean {
    return this.#alive;
  }

  /** To be replaced after its job: it has used much of its CPU time, or its DuckDB is broken. */
  get isWorn(): boolean {
    return this.#worn || !this.#alive;
  }

  /** Resolves when no job runs: after an abort, when the query itself has stopped. */
  whenIdle(): Promise<void> {
    return this.#idle;
  }

  /** Resolves when the process has ended and its folder is removed. */
  whenGone(): Promise<void> {
    return this.#gone.promise;
  }

  /**
   * Does one job; its answer has yet to be parsed. A timeout or an abort rejects at once, interrupts the
   * query, and kills the child if that does not help within a second.
   */
  run(job: Job, { timeoutMs, signal, onProgress }: RunOptions): Promise<unknown> {
    if (this.#running !== undefined) throw new Error("an engine child does one job at a time");
    signal?.throwIfAborted();
    const running: Running = {
      id: ++this.#jobs,
      result: deferred(),
      idle: deferred(),
      onProgress,
      begun: false,
    };
    this.#idle = running.idle.promise;
    if (!this.#alive) {
      running.idle.resolve();
      throw new NeverBegun();
    }
    this.#running = running;
    this.#letServerEnd(false);
    this.#process.send({ id: running.id, job }, (error) => {
      if (error) this.kill(new NeverBegun());
    });
    this.#watch(running, timeoutMs, signal);
    return running.result.promise;
  }

  /** Ends the process now; a running job fails with `reason`. */
  kill(reason: Error): void {
    this.#killReason ??= reason;
    if (this.#alive) this.#process.ref();
    this.#process.kill("SIGKILL");
  }

  #watch(running: Running, timeoutMs: number, signal: AbortSignal | undefined): void {
    let stopping: NodeJS.Timeout[] = [];
    const stop = (reason: unknown) => {
      running.result.reject(reason);
      if (stopping.length === 0) stopping = this.#stop(running.id);
    };
    const onAbort = () => stop(signal?.reason);
    // A query's time begins when its child has started.
    let timeout = setTimeout(() => this.kill(startError()), START_MS);
    void this.#started.promise.then(() => {
      clearTimeout(timeout);
      if (this.#running === running) timeout = setTimeout(() => stop(timeoutError(timeoutMs)), timeoutMs);
    });
    signal?.addEventListener("abort", onAbort, { once: true });
    void running.idle.promise.then(() => {
      signal?.removeEventListener("abort", onAbort);
      for (const timer of [timeout, ...stopping]) clearTimeout(timer);
    });
  }

  #stop(id: number): NodeJS.Timeout[] {
    const interrupt = () => {
      if (this.#process.connected) this.#process.send({ id, interrupt: true }, () => undefined);
    };
    interrupt();
    return [
      setInterval(interrupt, INTERRUPT_AGAIN_MS),
      setTimeout(() => this.#process.kill("SIGKILL"), GRACE_MS),
    ];
  }

  #hear(raw: unknown): void {
    const parsed = fromChild.safeParse(raw);
    if (!parsed.success) {
      log.error({ issues: parsed.error.issues.length }, "engine child sent something else");
      this.kill(crashError(this.#stderr, null, null));
      return;
    }
    const message: FromChild = parsed.data;
    if ("ready" in message) this.#started.resolve();
    else if (message.id !== this.#running?.id) return;
    else if ("begun" in message) this.#running.begun = true;
    else if ("progress" in message) this.#running.onProgress?.(message.progress, message.rows);
    else this.#finish(message);
  }

  #finish(message: Extract<FromChild, { cpu_seconds: number }>): void {
    if (message.cpu_seconds > this.#cpuLimit / 2) this.#worn = true;
    if ("value" in message) {
      this.#settle((result) => result.resolve(message.value));
      return;
    }
    const { error } = message;
    // What a query that ran out of memory leaves behind counts against the next one.
    if (error.code === "memory_limit" || error.code === "internal") this.#worn = true;
    if (error.code === "internal") {
      log.error({ reason: error.message }, "engine child failed");
    }
    this.#settle((result) => result.reject(appErrorOf(error)));
  }

  #ended(code: number | null, signal: NodeJS.Signals | null): void {
    if (!this.#alive) return;
    this.#alive = false;
    this.#started.resolve();
    if (this.#killReason === undefined) {
      log.warn({ code, signal, stderr: this.#stderr.trim().slice(-1000) }, "engine child ended");
    }
    const crash = this.#running?.begun === false ? new NeverBegun() : crashError(this.#stderr, code, signal);
    this.#settle((result) => result.reject(this.#killReason ?? crash));
    rm(this.directory, { recursive: true, force: true, maxRetries: 3 })
      .catch((err: unknown) => log.warn({ err }, "engine folder was not removed"))
      .finally(() => this.#gone.resolve());
  }

  #failed(error: Error): void {
    log.error({ err: error }, "engine child could not be started or reached");
    if (this.#process.pid === undefined) this.#ended(null, null);
  }

  #settle(how: (result: Deferred<unknown>) => void): void {
    const running = this.#running;
    if (running === undefined) return;
    this.#running = undefined;
    this.#letServerEnd(true);
    how(running.result);
    running.idle.resolve();
  }

  /** An idle child does not keep the server's process alive. */
  #letServerEnd(may: boolean): void {
    const { channel, stderr } = this.#process;
    const turn = may ? "unref" : "ref";
    this.#process[turn]();
    channel?.[turn]();
    if (stderr !== null && "unref" in stderr && typeof stderr.unref === "function") stderr.unref();
  }
}

/** Nothing of the server's environment, nothing on stdout; the process dies when the IPC channel closes. */
function spawnWorker(directory: string, limits: ProcessLimits, modules: string[]): ChildProcess {
  const main = join(/* turbopackIgnore: true */ projectRoot(), "lib/engine/worker/main.ts");
  const node = [`--max-old-space-size=${HEAP_MB}`, "--disable-warning=ExperimentalWarning", main, ...modules];
  const { file, args } = limited(limits, process.execPath, node);
  return spawn(file, args, {
    cwd: directory,
    env: EMPTY,
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    serialization: "advanced",
  });
}

/** Next declares NODE_ENV as always there; a child gets no variable at all. */
const EMPTY = {} as NodeJS.ProcessEnv;
