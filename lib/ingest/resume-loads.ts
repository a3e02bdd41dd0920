import "server-only";
import { log } from "#lib/core/log.ts";
import { profileDataset } from "#lib/datasets/profile-dataset.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { instanceId } from "#lib/db/instance.ts";
import { isShort, taskOf } from "./load-task.ts";
import { startWork } from "./running-work.ts";
import { sendLoad, takeUpLoad } from "./start-load.ts";

/** A process whose heartbeat is older than this is gone. */
const DEAD_AFTER_MS = 20_000;
const PROFILES_AT_ONCE = 20;

/**
 * Takes up the loads of processes that are gone, and those whose job was lost: their bytes are safe, so they begin
 * again, short ones here and long ones wherever there is room. Called at the start and from time to time. Also
 * profiles tables whose profile was cut off. Returns how many loads were without a process.
 */
export async function resumeLoads(): Promise<number> {
  const alive = await db().instance.findMany({
    where: { heartbeatAt: { gt: new Date(Date.now() - DEAD_AFTER_MS) } },
    select: { id: true },
  });
  const living = [...alive.map((row) => row.id), instanceId()];
  const { count } = await db().dataset.updateMany({
    where: { status: "loading", instanceId: { notIn: living } },
    data: { instanceId: null, progress: 0, rowsRead: null },
  });
  if (count > 0) log.info({ loads: count }, "loads of a process that is gone are taken up");
  const waiting = await db().dataset.findMany({
    where: { status: "loading", instanceId: null },
    omit: { preview: true },
  });
  for (const row of waiting) {
    if (isShort(taskOf(row).byte_size)) void takeUpLoad({ dataset_id: row.id });
    else await sendLoad(row.id);
  }
  await resumeProfiles({ OR: [{ instanceId: null }, { instanceId: { notIn: living } }] });
  return waiting.length;
}

async function resumeProfiles(orphaned: object): Promise<void> {
  const rows = await db().dataset.findMany({
    where: { status: "ready", parquetKey: { not: null }, profile: { equals: Prisma.DbNull }, ...orphaned },
    select: { id: true },
    take: PROFILES_AT_ONCE,
  });
  for (const { id } of rows) {
    await db().dataset.updateMany({ where: { id }, data: { instanceId: instanceId() } });
    void startWork(id, "profile", (signal) => profileDataset(id, signal));
  }
}
