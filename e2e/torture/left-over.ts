import { keptSecrets } from "#lib/core/secrets.ts";
import { db } from "#lib/db/client.ts";
import { startPostgres } from "#lib/db/embedded-postgres/start.ts";
import { stopPostgres } from "#lib/db/embedded-postgres/stop.ts";
import { sweepOrphans } from "#lib/ingest/sweep-orphans.ts";
import { storage } from "#lib/storage/storage.ts";

export interface LeftOver {
  /** Bytes that no row named, removed by the sweep. */
  orphans: number;
  temporary: number;
  /** What the sweep left and no row names. */
  litter: string[];
  /** What a row names and is not there. */
  missing: string[];
}

/** Sweeps the folder of a server that has ended, as if all of it were old, and compares what is left with the rows. */
export async function sweepLeftOver(dataDir: string): Promise<LeftOver> {
  const { postgres_password, auth_secret } = await keptSecrets(dataDir);
  process.env.DATA_DIR = dataDir;
  process.env.AUTH_SECRET = auth_secret;
  process.env.DATABASE_URL = await startPostgres({ dataDir, password: postgres_password });
  try {
    const temporary = await storage().sweepTemporary(0);
    const orphans = await sweepOrphans(0);
    const { named, promised } = await namedKeys();
    const there = new Set<string>();
    for await (const { key } of storage().list()) there.add(key);
    return {
      orphans,
      temporary,
      litter: [...there].filter((key) => !named.has(key.replace(/\.json$/, ""))),
      missing: [...promised].filter((key) => !there.has(key)),
    };
  } finally {
    await db().$disconnect();
    await stopPostgres(dataDir);
  }
}

async function namedKeys(): Promise<{ named: Set<string>; promised: Set<string> }> {
  const [datasets, uploads] = await Promise.all([
    db().dataset.findMany({ select: { originalKey: true, parquetKey: true, rejectsKey: true } }),
    db().upload.findMany({
      where: { status: { not: "consumed" } },
      select: { storageKey: true, status: true },
    }),
  ]);
  const results = await db().result.findMany({ select: { parquetKey: true } });
  const complete = uploads.filter((row) => row.status === "complete");
  const keys = [
    ...datasets.flatMap((row) => Object.values(row)),
    ...results.map((row) => row.parquetKey),
    ...complete.map((row) => row.storageKey),
  ].filter((key) => key !== null);
  return {
    /** An upload's row comes before its first byte. */
    named: new Set([...keys, ...uploads.map((row) => row.storageKey)]),
    promised: new Set(keys),
  };
}
