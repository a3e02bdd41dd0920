/**
 * `npm run migration -- name`: writes prisma/migrations/<time>_<name>/migration.sql with what takes a database
 * from the migrations so far to prisma/schema; without a name it only tells whether one is missing (exit code 2).
 * Offline, and on an in-memory PGlite only: the engine wipes the database it is given.
 */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { PrismaPGlite } from "pglite-prisma-adapter";

type DiffParams = Parameters<bindings.SchemaEngine["diff"]>[0];
type MigrationDirectory = Extract<DiffParams["from"], { tag: "migrations" }>["migrationDirectories"][number];

const MIGRATIONS = "prisma/migrations";
const SCHEMA = "prisma/schema";

await main(process.argv[2]);

async function main(name: string | undefined): Promise<void> {
  const sql = await difference();
  if (sql === null) return console.log("prisma/migrations already gives prisma/schema.");
  if (name === undefined) {
    console.error(`prisma/migrations lacks:\n${sql}\nRun: npm run migration -- <name>`);
    process.exitCode = 2;
    return;
  }
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error("A migration's name is like add_invitations.");
  const time = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = join(MIGRATIONS, `${time}_${name}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "migration.sql"), sql);
  console.log(`${folder}/migration.sql`);
}

/** The SQL from the migrations to the schema; null when there is nothing to do. */
async function difference(): Promise<string | null> {
  const pglite = new PGlite();
  const engine = await startEngine(pglite);
  const { exitCode, stdout } = await engine.diff({
    from: {
      tag: "migrations",
      baseDir: join(process.cwd(), MIGRATIONS),
      lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
      shadowDbInitScript: "",
      migrationDirectories: await migrationDirectories(),
    },
    to: { tag: "schemaDatamodel", files: await schemaFiles() },
    script: true,
    exitCode: true,
    filters: { externalTables: [], externalEnums: [] },
  });
  await pglite.close();
  return exitCode === 2 ? stdout : null;
}

async function startEngine(pglite: PGlite): Promise<bindings.SchemaEngine> {
  const path = createRequire(import.meta.url)
    .resolve("@prisma/schema-engine-wasm/schema_engine_bg")
    .replace(/\.js$/, ".wasm");
  const module = await WebAssembly.compile(await readFile(path));
  const { exports } = await WebAssembly.instantiate(module, { "./schema_engine_bg.js": { ...bindings } });
  bindings.__wbg_set_wasm(exports);
  startFunction(exports)();
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPGlite(pglite));
  const datamodels = (await schemaFiles()).map(({ path, content }): [string, string] => [path, content]);
  return bindings.SchemaEngine.new({ datamodels }, () => undefined, adapter);
}

function startFunction(exports: WebAssembly.Exports): () => void {
  const start = exports.__wbindgen_start;
  if (typeof start !== "function") throw new Error("this schema engine has no start function");
  return () => start();
}

async function schemaFiles(): Promise<{ path: string; content: string }[]> {
  const names = (await readdir(SCHEMA)).filter((name) => name.endsWith(".prisma")).sort();
  return Promise.all(
    names.map(async (name) => ({
      path: join(SCHEMA, name),
      content: await readFile(join(SCHEMA, name), "utf8"),
    })),
  );
}

async function migrationDirectories(): Promise<MigrationDirectory[]> {
  const entries = await readdir(MIGRATIONS, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (path) => ({
      path,
      migrationFile: {
        path: "migration.sql",
        content: {
          tag: "ok" as const,
          value: await readFile(join(MIGRATIONS, path, "migration.sql"), "utf8"),
        },
      },
    })),
  );
}
