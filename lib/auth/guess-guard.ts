import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { env } from "#lib/core/env.ts";
import { hashSecret } from "#lib/core/ids.ts";
import { emailKey } from "./email.ts";
import { countAttempt, returnAttempt, tooMany } from "./rate-limit.ts";

const WINDOW_MS = 60_000;
/** An account may be tried from many addresses, but not without end. */
const ADDRESSES_PER_ACCOUNT = 10;
/** Mistyping twice costs nothing; then each attempt waits twice as long as the one before. */
const FREE_ATTEMPTS = 3;
const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 1000;

/**
 * Counts an attempt to sign in and slows a series of them; 429 beyond `RATE_LOGIN` a minute from one address, or
 * ten times that from all. An account that does not exist is counted like one that does. Returns how to take
 * the attempt back once the password was right, since that was no guess.
 */
export async function guardAgainstGuessing(attempt: {
  email: string;
  address: string;
}): Promise<() => Promise<void>> {
  const { rateLogin } = env();
  if (rateLogin === 0) return async () => {};
  const account = emailKey(attempt.email);
  const fromHere = keyOf("login", account, attempt.address);
  const fromAnywhere = keyOf("login-account", account);
  const here = await countAttempt({ key: fromHere, window_ms: WINDOW_MS });
  if (here.count > rateLogin) throw tooMany("attempts to sign in", here.retry_after_s);
  const anywhere = await countAttempt({ key: fromAnywhere, window_ms: WINDOW_MS });
  if (anywhere.count > rateLogin * ADDRESSES_PER_ACCOUNT) {
    throw tooMany("attempts to sign in", anywhere.retry_after_s);
  }
  await sleep(delayOf(here.count));
  return async () => {
    await Promise.all([returnAttempt(fromHere), returnAttempt(fromAnywhere)]);
  };
}

/** Milliseconds that the nth attempt of a window waits. */
export function delayOf(attempt: number): number {
  if (attempt <= FREE_ATTEMPTS) return 0;
  return Math.min(FIRST_DELAY_MS * 2 ** (attempt - FREE_ATTEMPTS - 1), LONGEST_DELAY_MS);
}

/** Hashed, so that the counters name nobody. */
function keyOf(kind: string, ...parts: string[]): string {
  return `${kind}:${hashSecret(JSON.stringify(parts))}`;
}
