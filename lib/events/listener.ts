import "server-only";
import pg from "pg";
import { env } from "#lib/core/env.ts";
import { log } from "#lib/core/log.ts";

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 5_000;
/** A connection that a router dropped silently is noticed by asking. */
const PING_MS = 30_000;

interface Subscription {
  channel: string;
  handler: (payload: string) => void;
  onGap: (() => void) | undefined;
}

/** One LISTEN connection for the whole process. It comes back by itself, with growing pauses, and listens again. */
export class Listener {
  #subscriptions = new Set<Subscription>();
  #client: pg.Client | undefined;
  #connecting: Promise<pg.Client> | undefined;
  #ping: NodeJS.Timeout | undefined;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;

  /** Resolves once notifications of the channel arrive; the returned function ends that. */
  async subscribe(subscription: Subscription): Promise<() => Promise<void>> {
    if (this.#closed) throw new Error("the listener is closed");
    this.#subscriptions.add(subscription);
    try {
      const client = await this.#connected();
      await client.query(`LISTEN ${subscription.channel}`);
    } catch (err) {
      this.#subscriptions.delete(subscription);
      throw err;
    }
    return () => this.#unsubscribe(subscription);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    this.#subscriptions.clear();
    const client = this.#client;
    this.#forget();
    await client?.end();
  }

  async #unsubscribe(subscription: Subscription): Promise<void> {
    this.#subscriptions.delete(subscription);
    const still = [...this.#subscriptions].some(({ channel }) => channel === subscription.channel);
    if (still || this.#client === undefined) return;
    try {
      await this.#client.query(`UNLISTEN ${subscription.channel}`);
    } catch (err) {
      log.debug({ err }, "the connection went before UNLISTEN, which ends listening as well");
    }
  }

  #connected(): Promise<pg.Client> {
    if (this.#client !== undefined) return Promise.resolve(this.#client);
    this.#connecting ??= this.#connect().finally(() => {
      this.#connecting = undefined;
    });
    return this.#connecting;
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: env().databaseUrl,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
      query_timeout: 10_000,
    });
    client.on("notification", ({ channel, payload }) => this.#deliver(channel, payload ?? ""));
    client.on("error", (err) => this.#lost(client, err));
    client.on("end", () => this.#lost(client, new Error("the server closed the connection")));
    await client.connect();
    const channels = new Set([...this.#subscriptions].map(({ channel }) => channel));
    for (const channel of channels) await client.query(`LISTEN ${channel}`);
    this.#client = client;
    this.#ping = setInterval(() => {
      client.query("SELECT 1").catch((err: Error) => this.#lost(client, err));
    }, PING_MS).unref();
    return client;
  }

  #deliver(channel: string, payload: string): void {
    for (const subscription of [...this.#subscriptions]) {
      if (subscription.channel !== channel) continue;
      guarded(() => subscription.handler(payload));
    }
  }

  #lost(client: pg.Client, err: Error): void {
    if (this.#client !== client || this.#closed) return;
    log.warn({ err }, "the connection for live events was lost");
    this.#forget();
    client.end().catch((cause: Error) => log.debug({ err: cause }, "the lost connection could not be ended"));
    this.#reconnectAfter(FIRST_RETRY_MS);
  }

  #reconnectAfter(delayMs: number): void {
    this.#retry = setTimeout(() => {
      this.#connected().then(
        () => this.#tellOfGap(),
        (err: Error) => {
          if (this.#closed) return;
          log.warn({ err }, "no connection for live events yet");
          this.#reconnectAfter(Math.min(delayMs * 2, LONGEST_RETRY_MS));
        },
      );
    }, delayMs).unref();
  }

  #tellOfGap(): void {
    log.info("live events are back");
    for (const { onGap } of [...this.#subscriptions]) if (onGap) guarded(onGap);
  }

  #forget(): void {
    clearInterval(this.#ping);
    this.#client = undefined;
  }
}

/** A handler's fault must not cost the other handlers their notification. */
function guarded(handler: () => void): void {
  try {
    handler();
  } catch (err) {
    log.error({ err }, "a handler of live events failed");
  }
}
