import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "#lib/db/embedded-postgres/start.ts";
import { stopPostgres } from "#lib/db/embedded-postgres/stop.ts";
import { migrate } from "#lib/db/migrate.ts";

/**
 * Vitest's global set-up of the project `integration`: one real PostgreSQL in a temporary folder, migrated as a
 * start of the product does it. The environment is handed to the workers, which start after this.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), "veritable-test-"));
  const teardown = async () => {
    await stopPostgres(dataDir);
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const databaseUrl = await startPostgres({ dataDir, password: randomBytes(16).toString("hex") });
    await migrate({ databaseUrl, folder: "prisma/migrations" });
    Object.assign(process.env, {
      DATA_DIR: dataDir,
      DATABASE_URL: databaseUrl,
      AUTH_SECRET: randomBytes(32).toString("base64url"),
      RATE_UPLOADS: "0",
      RATE_RUNS: "0",
      RATE_LOGIN: "0",
    });
    process.env.NEXTAUTH_SECRET = process.env.AUTH_SECRET;
    for (const name of ["ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL", "PUBLIC_URL"]) delete process.env[name];
  } catch (err) {
    await teardown();
    throw err;
  }
  return teardown;
}
