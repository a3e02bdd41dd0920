import "server-only";

/** A table as somebody sorted and filtered it, on disk. */
export interface View {
  path: string;
  row_count: number;
  byte_size: number;
}

export interface ViewCacheOptions {
  discard: (path: string) => Promise<void>;
  /** Views at once, and their bytes together; those in use stay in any case. */
  most: number;
  mostBytes: number;
  /** How long one that nobody reads is kept, and how long a sort goes on for which nobody waits. */
  idleMs: number;
  graceMs: number;
}

interface Entry {
  making: Promise<View>;
  stop: AbortController;
  view: View | undefined;
  users: number;
  lastUsed: number;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Views by key, each made once however many ask for it, and kept for the next windows. The longest unread go
 * first. A view that is being read is never removed under its reader.
 */
export class ViewCache {
  readonly #options: ViewCacheOptions;
  readonly #entries = new Map<string, Entry>();

  constructor(options: ViewCacheOptions) {
    this.#options = options;
  }

  get keys(): string[] {
    return [...this.#entries.keys()];
  }

  /** Makes or finds the view and gives it to `work`. An aborted signal rejects with its reason; others wait on. */
  async use<T>(
    key: string,
    make: (signal: AbortSignal) => Promise<View>,
    work: (view: View) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    signal?.throwIfAborted();
    const entry = this.#entries.get(key) ?? this.#start(key, make);
    clearTimeout(entry.timer);
    entry.users++;
    try {
      return await work(await unlessAborted(entry.making, signal));
    } finally {
      entry.users--;
      entry.lastUsed = Date.now();
      this.#rest(key, entry);
    }
  }

  /** Drops what `isGone` names: their readers finish first. */
  forget(isGone: (key: string) => boolean): void {
    for (const [key, entry] of this.#entries) if (isGone(key)) this.#drop(key, entry);
  }

  #start(key: string, make: (signal: AbortSignal) => Promise<View>): Entry {
    const stop = new AbortController();
    const making = make(stop.signal);
    const entry: Entry = { making, stop, view: undefined, users: 0, lastUsed: Date.now(), timer: undefined };
    this.#entries.set(key, entry);
    making.then(
      (view) => {
        entry.view = view;
        if (this.#entries.get(key) !== entry && entry.users === 0) void this.#options.discard(view.path);
        this.#trim();
      },
      // Whoever asked hears of it; the next one tries again.
      () => this.#entries.get(key) === entry && this.#entries.delete(key),
    );
    return entry;
  }

  /** What happens to an entry that somebody has stopped using. */
  #rest(key: string, entry: Entry): void {
    if (entry.users > 0) return;
    if (this.#entries.get(key) !== entry) {
      if (entry.view) void this.#options.discard(entry.view.path);
      return;
    }
    const wait = entry.view ? this.#options.idleMs : this.#options.graceMs;
    entry.timer = setTimeout(() => this.#drop(key, entry), wait).unref();
    this.#trim();
  }

  #drop(key: string, entry: Entry): void {
    clearTimeout(entry.timer);
    if (this.#entries.get(key) === entry) this.#entries.delete(key);
    if (!entry.view) entry.stop.abort(new Error("nobody waits for this view any more"));
    else if (entry.users === 0) void this.#options.discard(entry.view.path);
  }

  #trim(): void {
    const { most, mostBytes } = this.#options;
    const kept = [...this.#entries].filter(([, { view }]) => view !== undefined);
    const idle = kept.filter(([, { users }]) => users === 0).sort(([, a], [, b]) => a.lastUsed - b.lastUsed);
    let count = kept.length;
    let bytes = kept.reduce((sum, [, { view }]) => sum + (view?.byte_size ?? 0), 0);
    for (const [key, entry] of idle) {
      if (count <= most && bytes <= mostBytes) return;
      count -= 1;
      bytes -= entry.view?.byte_size ?? 0;
      this.#drop(key, entry);
    }
  }
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
