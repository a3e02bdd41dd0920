import "server-only";
import { z } from "zod";
import { json } from "#lib/core/schema.ts";
import { notifyFiles } from "#lib/datasets/notify-files.ts";
import { forgetViews } from "#lib/datasets/rows/views.ts";
import { receipt } from "#lib/datasets/schema.ts";
import { storedJson } from "#lib/datasets/stored-json.ts";
import { db } from "#lib/db/client.ts";
import { type Dataset, Prisma } from "#lib/db/generated/client.ts";
import { closeEngineSession } from "#lib/engine/close-engine-session.ts";
import { keysOf } from "#lib/ingest/load-request.ts";
import { notifySession } from "#lib/sessions/session-events.ts";
import { storage } from "#lib/storage/storage.ts";
import { expiredSentence } from "./expired-sentence.ts";
import { withoutRows } from "./without-rows.ts";

interface Input {
  session_id: string;
  /** Files of the session that are too old. */
  file_ids: string[];
  now: Date;
}

/**
 * Removes the data of a session's files and all that was made of it: their tables, the bytes they came from, tables
 * derived in the session, rows and charts of the Results that read them, and the logs of the answers. Questions,
 * sentences, SQL, column names and counts stay. Returns how many files expired.
 */
export async function expireSession({ session_id, file_ids, now }: Input): Promise<number> {
  const candidates = { sessionId: session_id, status: { not: "loading" }, expiredAt: null };
  const files = await db().dataset.findMany({
    where: { ...candidates, OR: [{ id: { in: file_ids } }, { kind: "derived" }] },
  });
  const results = await resultsOf(session_id, files);
  const ids = results.map((row) => row.id);
  const gone: Dataset[] = [];
  await db().$transaction(async (tx) => {
    for (const file of files) if (await expireFile(tx, file, now)) gone.push(file);
    await tx.result.updateMany({ where: { id: { in: ids } }, data: { expiredAt: now, rows: [] } });
    await tx.plot.updateMany({ where: { resultId: { in: ids } }, data: { svg: "" } });
    await forgetRows(tx, session_id, new Set(ids));
    await tx.runEvent.deleteMany({ where: { run: { sessionId: session_id, status: { not: "running" } } } });
  });
  closeEngineSession(session_id);
  for (const key of [...gone.flatMap(keysOf), ...results.map((row) => row.parquetKey)])
    await storage().remove(key);
  for (const { parquetKey } of gone) if (parquetKey !== null) forgetViews(storage().pathOf(parquetKey));
  await notifyFiles(session_id);
  await notifySession(session_id, "session");
  return gone.filter((file) => file.kind !== "derived").length;
}

const readFrom = z.array(z.object({ table: z.string() }));

/** The Results that read one of these tables, as it is or as it was. */
async function resultsOf(sessionId: string, files: Dataset[]) {
  const names = new Set(files.map((file) => file.tableName));
  const results = await db().result.findMany({
    where: { sessionId, expiredAt: null },
    select: { id: true, parquetKey: true, datasets: true },
  });
  return results.filter(({ datasets }) => readFrom.parse(datasets).some(({ table }) => names.has(table)));
}

/** What is known of a file and is no data stays with it. One that is being loaded again just now is left. */
async function expireFile(tx: Prisma.TransactionClient, file: Dataset, now: Date): Promise<boolean> {
  const { count } = await tx.dataset.updateMany({
    where: { id: file.id, status: { not: "loading" }, expiredAt: null },
    data: {
      status: "failed",
      error: expiredSentence(file, now),
      expiredAt: now,
      preview: [],
      profile: Prisma.DbNull,
      receipt: receiptWithoutData(file.receipt),
      originalKey: null,
      parquetKey: null,
      rejectsKey: null,
      request: Prisma.DbNull,
    },
  });
  return count > 0;
}

/** Rejects, warnings and coercions may quote values. */
function receiptWithoutData(stored: Prisma.JsonValue) {
  if (stored === null) return Prisma.DbNull;
  return storedJson(json.parse({ ...receipt.parse(stored), rejects: [], warnings: [], coerced: [] }));
}

async function forgetRows(tx: Prisma.TransactionClient, sessionId: string, results: Set<string>) {
  for (const message of await tx.message.findMany({ where: { sessionId, role: "assistant" } })) {
    const parts = withoutRows(message.parts, results);
    if (parts !== null) await tx.message.update({ where: { id: message.id }, data: { parts } });
  }
}
