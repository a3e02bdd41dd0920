import "server-only";
import { AppError } from "#lib/core/errors.ts";
import { singleton } from "#lib/core/singleton.ts";
import { db } from "#lib/db/client.ts";

export interface Rate {
  /** What is counted, e.g. `runs:<user id>`; never a secret or an e-mail in clear. */
  key: string;
  /** Allowed a window; 0 switches the limit off. */
  limit: number;
  /** Length of the window in milliseconds. It begins with the first attempt. */
  window_ms: number;
}

export interface Taken {
  count: number;
  retry_after_s: number;
}

const PURGE_EVERY_MS = 10 * 60_000;

/**
 * Counts one attempt in a fixed window, by one atomic statement on the shared database, so that replicas and
 * simultaneous requests cannot slip through together. Throws when the database is away: a limit that cannot
 * be counted lets nobody pass.
 */
export async function countAttempt({ key, window_ms }: Omit<Rate, "limit">): Promise<Taken> {
  await purgeNowAndThen();
  const rows = await db().$queryRaw<{ count: number; seconds_left: number }[]>`
    INSERT INTO rate_counters AS c (key, count, window_ends)
    VALUES (${key}, 1, clock_timestamp() + ${window_ms} * interval '1 millisecond')
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN c.window_ends <= clock_timestamp() THEN 1 ELSE LEAST(c.count + 1, 1000000000) END,
      window_ends = CASE WHEN c.window_ends <= clock_timestamp() THEN excluded.window_ends ELSE c.window_ends END
    RETURNING count, extract(epoch FROM window_ends - clock_timestamp())::float8 AS seconds_left`;
  const row = rows[0];
  if (!row) throw new Error("the rate counter returned no row");
  return { count: row.count, retry_after_s: Math.max(1, Math.ceil(row.seconds_left)) };
}

/** Gives an attempt back, for one that turned out to be no guess. */
export async function returnAttempt(key: string): Promise<void> {
  await db().$executeRaw`UPDATE rate_counters SET count = count - 1 WHERE key = ${key} AND count > 0`;
}

/** Takes one of `limit` attempts in the window, or says when to try again. */
export async function takeRate(rate: Rate): Promise<{ ok: true } | { ok: false; retry_after_s: number }> {
  if (rate.limit <= 0) return { ok: true };
  const { count, retry_after_s } = await countAttempt(rate);
  return count <= rate.limit ? { ok: true } : { ok: false, retry_after_s };
}

/** `takeRate`, as an error: 429 `rate_limited` with `Retry-After`. `what` names what there is too much of ("uploads"). */
export async function requireRate({ what, ...rate }: Rate & { what?: string }): Promise<void> {
  const taken = await takeRate(rate);
  if (taken.ok) return;
  throw tooMany(what ?? "requests", taken.retry_after_s);
}

/** The 429 that says when to come back. */
export function tooMany(what: string, retryAfter: number): AppError {
  const wait = retryAfter >= 120 ? `${Math.ceil(retryAfter / 60)} minutes` : `${retryAfter} seconds`;
  return new AppError("rate_limited", `Too many ${what}. Please try again in ${wait}.`, { retryAfter });
}

/** Finished windows are of no use; a replica removes them every ten minutes, on somebody's request. */
async function purgeNowAndThen(): Promise<void> {
  const last = singleton("rate-purge", () => ({ at: Date.now() }));
  if (Date.now() - last.at < PURGE_EVERY_MS) return;
  last.at = Date.now();
  await db().$executeRaw`DELETE FROM rate_counters WHERE window_ends < now()`;
}
