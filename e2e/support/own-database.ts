import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll } from "vitest";
import { db } from "#lib/db/client.ts";
import { shutdownHooks } from "#lib/db/instance.ts";
import { closeEngine } from "#lib/engine/close-engine.ts";
import { closeListener } from "#lib/events/notify.ts";

/**
 * Vitest's set-up of each integration file: a database of its own, copied from the migrated one, and a data folder of
 * its own. What a file does to all rows (sweeping dead processes' work, counting) or finds in its folder meets no other
 * file's. After the file's own clean-up all work ends, as when the server stops, so nothing writes to what is removed.
 */
const migrated = new URL(process.env.DATABASE_URL ?? "");
const name = `test_${randomBytes(8).toString("hex")}`;
const dataDir = await mkdtemp(join(tmpdir(), "veritable-data-"));

await onServer(`CREATE DATABASE ${name} TEMPLATE ${migrated.pathname.slice(1)}`);
process.env.DATABASE_URL = Object.assign(new URL(migrated), { pathname: `/${name}` }).href;
process.env.DATA_DIR = dataDir;

afterAll(async () => {
  for (const hook of shutdownHooks()) await hook.run();
  await closeEngine();
  await closeListener();
  await db().$disconnect();
  process.env.DATABASE_URL = migrated.href;
  await onServer(`DROP DATABASE ${name} WITH (FORCE)`);
  await rm(dataDir, { recursive: true, force: true });
});

/** From another database: the one that is copied must have no guests. */
async function onServer(statement: string): Promise<void> {
  const client = new pg.Client(Object.assign(new URL(migrated), { pathname: "/template1" }).href);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
