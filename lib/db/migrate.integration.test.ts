import { randomBytes } from "node:crypto";
import { appendFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { migrate } from "./migrate.ts";

let admin: pg.Client;
let name: string;
let databaseUrl: string;
let folder: string;

beforeEach(async () => {
  admin = new pg.Client(process.env.DATABASE_URL);
  await admin.connect();
  name = `migrate_${randomBytes(6).toString("hex")}`;
  await admin.query(`CREATE DATABASE ${name}`);
  const url = new URL(process.env.DATABASE_URL!);
  url.pathname = `/${name}`;
  databaseUrl = url.href;
  folder = await mkdtemp(join(tmpdir(), "veritable-migrations-"));
  await add("1_first", "CREATE TABLE a (id int); INSERT INTO a VALUES (1);");
});
afterEach(async () => {
  await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await admin.end();
  await rm(folder, { recursive: true, force: true });
});

async function add(migration: string, sql: string): Promise<void> {
  await mkdir(join(folder, migration), { recursive: true });
  await writeFile(join(folder, migration, "migration.sql"), sql);
}

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test("applies what is missing, in order, and records it as Prisma does", async () => {
  await add("2_second", "ALTER TABLE a ADD COLUMN name text;");
  expect(await migrate({ databaseUrl, folder })).toEqual(["1_first", "2_second"]);
  await add("3_third", "UPDATE a SET name = 'x; y';");
  expect(await migrate({ databaseUrl, folder })).toEqual(["3_third"]);
  expect(await migrate({ databaseUrl, folder })).toEqual([]);
  expect(await query("SELECT * FROM a")).toEqual([{ id: 1, name: "x; y" }]);
  const records = await query(
    `SELECT migration_name, checksum ~ '^[0-9a-f]{64}$' AS checksum, finished_at >= started_at AS finished,
            applied_steps_count FROM _prisma_migrations ORDER BY migration_name`,
  );
  expect(records).toEqual(
    ["1_first", "2_second", "3_third"].map((migration_name) => ({
      migration_name,
      checksum: true,
      finished: true,
      applied_steps_count: 1,
    })),
  );
});

test("two runners at once apply each migration once", async () => {
  await add("2_slow", "SELECT pg_sleep(0.3); INSERT INTO a VALUES (2);");
  const applied = await Promise.all([1, 2, 3].map(() => migrate({ databaseUrl, folder })));
  expect(applied.flat().sort()).toEqual(["1_first", "2_slow"]);
  expect(await query("SELECT id FROM a ORDER BY id")).toEqual([{ id: 1 }, { id: 2 }]);
});

test("a failing migration leaves nothing behind, says why, and goes through once it is mended", async () => {
  await add("2_bad", "CREATE TABLE b (id int); INSERT INTO a VALUES (2); INSERT INTO nowhere VALUES (1);");
  await expect(migrate({ databaseUrl, folder })).rejects.toThrow(
    'Migration 2_bad failed and was undone: relation "nowhere" does not exist.',
  );
  expect(await query("SELECT id FROM a")).toEqual([{ id: 1 }]);
  expect(await query("SELECT to_regclass('b') AS b")).toEqual([{ b: null }]);
  expect(await query("SELECT migration_name FROM _prisma_migrations")).toEqual([
    { migration_name: "1_first" },
  ]);
  await add("2_bad", "CREATE TABLE b (id int);");
  expect(await migrate({ databaseUrl, folder })).toEqual(["2_bad"]);
});

test("a migration that was edited after it was applied is refused", async () => {
  await migrate({ databaseUrl, folder });
  await appendFile(join(folder, "1_first", "migration.sql"), "-- a comment\n");
  await expect(migrate({ databaseUrl, folder })).rejects.toThrow(/1_first was edited after/);
});

test("one that another tool left half-way is refused", async () => {
  await migrate({ databaseUrl, folder });
  await query("UPDATE _prisma_migrations SET finished_at = NULL");
  await expect(migrate({ databaseUrl, folder })).rejects.toThrow(/1_first failed half-way/);
});

test("the product's own migrations allow one running turn a session", async () => {
  await migrate({ databaseUrl, folder: "prisma/migrations" });
  const [index] = await query(
    "SELECT indexdef FROM pg_indexes WHERE indexname = 'runs_one_running_per_session'",
  );
  expect(index?.indexdef).toMatch(/UNIQUE .*\(session_id\) WHERE \(status = 'running'/);
});
