import "server-only";
import { unstable_rethrow } from "next/navigation";
import { AppError } from "#lib/core/errors.ts";
import { log } from "#lib/core/log.ts";

/** What a server action tells its page: it worked, or a sentence about why not. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; message: string };

/** Runs a verb for a page. An error a person can act on becomes its sentence; any other is logged and told as ours. */
export async function attempt<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (thrown) {
    unstable_rethrow(thrown);
    if (thrown instanceof AppError) return { ok: false, message: thrown.message };
    log.error({ err: thrown }, "a server action failed");
    return { ok: false, message: "Something went wrong on our side. Try again in a moment." };
  }
}
