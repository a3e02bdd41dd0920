import type { Json } from "#lib/core/schema.ts";

export interface RowWindow {
  rows: Json[][];
  /** All there are, of which `rows` is a part. */
  row_count: number;
}
export type ReadWindow = (offset: number, limit: number, signal: AbortSignal) => Promise<RowWindow>;

export const PAGE_ROWS = 200;
const MOST_PAGES = 40;
/** Pages that flew by while the person scrolls on are not worth asking for. */
const SETTLE_MS = 40;

/**
 * The rows of a long table that are at hand: pages around what is on the screen, read when they are needed,
 * forgotten when they are far. Reads that nobody needs any more are aborted.
 */
export class RowWindows {
  /** Null until the first reply. */
  rowCount: number | null = null;
  /** Why rows are missing, as a sentence. */
  error: string | null = null;
  readonly #read: ReadWindow;
  /** In the order of their use. */
  readonly #pages = new Map<number, Json[][]>();
  readonly #loading = new Map<number, AbortController>();
  readonly #listeners = new Set<() => void>();
  #wanted: number[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #version = 0;

  constructor(read: ReadWindow) {
    this.#read = read;
  }

  /** For `useSyncExternalStore`. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly version = (): number => this.#version;

  get isLoading(): boolean {
    return this.#loading.size > 0 || this.#timer !== undefined;
  }

  rowAt(index: number): Json[] | undefined {
    return this.#pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS];
  }

  /** Rows `first` to `last` are on the screen. */
  show(first: number, last: number): void {
    const from = Math.floor(Math.max(0, first) / PAGE_ROWS);
    const to = Math.floor(Math.max(0, last) / PAGE_ROWS);
    this.#wanted = Array.from({ length: to - from + 1 }, (_, at) => from + at);
    for (const page of this.#wanted) this.#touch(page);
    for (const [page, controller] of this.#loading) {
      if (this.#wanted.includes(page)) continue;
      controller.abort();
      this.#loading.delete(page);
    }
    if (this.#missing().length === 0) this.#settle();
    else if (this.rowCount === null) this.#load();
    else this.#timer ??= setTimeout(() => this.#load(), SETTLE_MS);
  }

  retry(): void {
    this.error = null;
    this.#load();
    this.#changed();
  }

  /** Ends what is going on. A later `show` begins again. */
  close(): void {
    this.#settle();
    for (const controller of this.#loading.values()) controller.abort();
    this.#loading.clear();
  }

  #missing(): number[] {
    return this.#wanted.filter((page) => !this.#pages.has(page) && !this.#loading.has(page));
  }

  #settle(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #load(): void {
    this.#settle();
    if (this.error === null) for (const page of this.#missing()) void this.#loadPage(page);
  }

  async #loadPage(page: number): Promise<void> {
    const controller = new AbortController();
    this.#loading.set(page, controller);
    try {
      const { rows, row_count } = await this.#read(page * PAGE_ROWS, PAGE_ROWS, controller.signal);
      if (controller.signal.aborted) return;
      this.rowCount = row_count;
      this.#pages.set(page, rows);
      this.#forgetFar();
    } catch (cause) {
      if (controller.signal.aborted) return;
      this.error = cause instanceof TypeError ? UNREACHED : sentenceOf(cause);
    } finally {
      if (this.#loading.get(page) === controller) this.#loading.delete(page);
    }
    this.#changed();
  }

  #touch(page: number): void {
    const rows = this.#pages.get(page);
    if (rows === undefined) return;
    this.#pages.delete(page);
    this.#pages.set(page, rows);
  }

  #forgetFar(): void {
    for (const page of this.#pages.keys()) {
      if (this.#pages.size <= MOST_PAGES) return;
      if (!this.#wanted.includes(page)) this.#pages.delete(page);
    }
  }

  #changed(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}

/** What a browser's `fetch` throws when it reaches nobody is a TypeError in the browser's own words. */
const UNREACHED = "The rows could not be read: the server cannot be reached.";

function sentenceOf(cause: unknown): string {
  return cause instanceof Error && cause.message !== "" ? cause.message : "The rows could not be read.";
}
