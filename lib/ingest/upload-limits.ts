import "server-only";
import { requireRate } from "#lib/auth/rate-limit.ts";
import { type Context, userIdOf } from "#lib/core/context.ts";
import { env } from "#lib/core/env.ts";
import { AppError } from "#lib/core/errors.ts";
import { formatBytes } from "#lib/core/format.ts";

const HOUR_MS = 60 * 60_000;

/** What comes before each new upload: counts it against the person's limit (429 beyond it). */
export async function requireUploadRate(ctx: Context): Promise<void> {
  const key = `uploads:${userIdOf(ctx)}`;
  await requireRate({ key, limit: env().rateUploads, window_ms: HOUR_MS, what: "uploads" });
}

export function tooLarge(): AppError {
  const limit = formatBytes(env().maxUploadBytes);
  return new AppError(
    "too_large",
    `That is more than an upload may hold here: ${limit}. Split the file, or send it as Parquet.`,
  );
}
