import "server-only";
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { env } from "#lib/core/env.ts";
import { AppError } from "#lib/core/errors.ts";
import { db } from "#lib/db/client.ts";
import { hasStarted } from "#lib/db/instance.ts";

const LIMIT_MS = 2_000;

/** Resolves when the server can do its work; otherwise a 503 whose sentence names the part that is missing. */
export async function checkHealth(): Promise<void> {
  if (!hasStarted()) throw new AppError("unavailable", "The server is starting.", { retryAfter: 1 });
  await required("The database cannot be reached.", db().$queryRaw`SELECT 1`);
  await required(
    "The data folder cannot be written.",
    access(env().dataDir, constants.R_OK | constants.W_OK),
  );
}

async function required(sentence: string, part: Promise<unknown>): Promise<void> {
  try {
    await Promise.race([part, tooLate()]);
  } catch (cause) {
    throw new AppError("unavailable", sentence, { cause });
  }
}

async function tooLate(): Promise<never> {
  await sleep(LIMIT_MS, undefined, { ref: false });
  throw new Error(`no answer within ${LIMIT_MS} ms`);
}
