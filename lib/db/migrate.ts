import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";

/** The lock that `prisma migrate deploy` takes, so that either waits for the other. */
const LOCK_ID = 72_707_369;
const LOCK_WAIT_MS = 60_000;

/** The table of `prisma migrate`, so that either tool continues the other's work. */
const TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id                  VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum            VARCHAR(64) NOT NULL,
  finished_at         TIMESTAMPTZ,
  migration_name      VARCHAR(255) NOT NULL,
  logs                TEXT,
  rolled_back_at      TIMESTAMPTZ,
  started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

interface Migration {
  name: string;
  sql: string;
  /** SHA-256 of the file, in hex. */
  checksum: string;
}

/** A migration that stops the start; the message is a sentence. */
export class MigrationError extends Error {
  override name = "MigrationError";
}

/**
 * Brings the database to the newest migration and returns the names of those it applied. Each runs in one
 * transaction together with its record; several processes may call it at once.
 */
export async function migrate(input: { databaseUrl: string; folder: string }): Promise<string[]> {
  const migrations = await readMigrations(input.folder);
  const client = new pg.Client({ connectionString: input.databaseUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await lock(client);
    await client.query(TABLE);
    const pending = await pendingOf(client, migrations);
    for (const migration of pending) await apply(client, migration);
    return pending.map(({ name }) => name);
  } finally {
    // Ending the session also releases the lock.
    await client.end();
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

async function lock(client: pg.Client): Promise<void> {
  await client.query(`SET lock_timeout = ${LOCK_WAIT_MS}`);
  try {
    await client.query("SELECT pg_advisory_lock($1)", [LOCK_ID]);
  } catch (cause) {
    throw new MigrationError(
      "Another process has been migrating the database for a minute; try again later.",
      {
        cause,
      },
    );
  }
  await client.query("SET lock_timeout = 0");
}

async function pendingOf(client: pg.Client, migrations: Migration[]): Promise<Migration[]> {
  const { rows } = await client.query<{ migration_name: string; checksum: string; finished_at: Date | null }>(
    "SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL",
  );
  const recorded = new Map(rows.map((row) => [row.migration_name, row]));
  for (const [name, { finished_at }] of recorded) {
    if (finished_at === null) {
      throw new MigrationError(
        `Migration ${name} failed half-way under another tool; mend the database, then run prisma migrate resolve.`,
      );
    }
  }
  return migrations.filter(({ name, checksum }) => {
    const record = recorded.get(name);
    if (record && record.checksum !== checksum) {
      throw new MigrationError(
        `Migration ${name} was edited after the database had applied it; restore the file and add a new migration.`,
      );
    }
    return record === undefined;
  });
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("COMMIT");
  } catch (cause) {
    await client.query("ROLLBACK");
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new MigrationError(`Migration ${name} failed and was undone: ${why}.`, { cause });
  }
}
