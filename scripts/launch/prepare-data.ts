import { join } from "node:path";
import type { Settings } from "#lib/core/env.ts";
import { keptSecrets } from "#lib/core/secrets.ts";
import { lockDataDir, unlockDataDir } from "#lib/db/data-dir-lock.ts";
import { startPostgres } from "#lib/db/embedded-postgres/start.ts";
import { stopPostgres } from "#lib/db/embedded-postgres/stop.ts";
import { migrate } from "#lib/db/migrate.ts";

export interface PreparedData {
  databaseUrl: string;
  authSecret: string;
  /** PostgreSQL is ours; `DATA_DIR` is locked by this process. */
  embedded: boolean;
}

/**
 * A migrated database and the secrets. Without `DATABASE_URL` the database is our own in `DATA_DIR`, which
 * then belongs to this process alone; with it, replicas may share a folder.
 */
export async function prepareData(input: { settings: Settings; root: string }): Promise<PreparedData> {
  const { settings, root } = input;
  const { dataDir, databaseUrl } = settings;
  const migrations = join(root, "prisma", "migrations");
  if (databaseUrl !== undefined) {
    const authSecret = settings.authSecret ?? (await keptSecrets(dataDir)).auth_secret;
    await migrate({ databaseUrl, folder: migrations }).catch(explainConnection);
    return { databaseUrl, authSecret, embedded: false };
  }
  await lockDataDir(dataDir);
  try {
    const secrets = await keptSecrets(dataDir);
    const url = await startPostgres({ dataDir, password: secrets.postgres_password });
    await migrate({ databaseUrl: url, folder: migrations });
    return { databaseUrl: url, authSecret: settings.authSecret ?? secrets.auth_secret, embedded: true };
  } catch (err) {
    await release(dataDir);
    throw err;
  }
}

/** Stops our PostgreSQL and gives the folder back. */
export async function release(dataDir: string): Promise<void> {
  await stopPostgres(dataDir);
  await unlockDataDir(dataDir);
}

function explainConnection(err: NodeJS.ErrnoException): never {
  if (err.name === "MigrationError") throw err;
  throw new Error(`The database of DATABASE_URL cannot be used: ${err.message || err.code}.`, { cause: err });
}
