import "server-only";
import { log } from "#lib/core/log.ts";
import { profileDataset } from "#lib/datasets/profile-dataset.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { instanceId } from "#lib/db/instance.ts";
import { startWork } from "./running-work.ts";
import { startLoad } from "./start-load.ts";

/** A process whose heartbeat is older than this is gone. */
const DEAD_AFTER_MS = 20_000;
const PROFILES_AT_ONCE = 20;

/**
 * Takes up the loads of processes that are gone: their bytes are safe, so they start again here. Called at
 * the start and from time to time. Also profiles tables whose profile was cut off. Returns how many loads began.
 */
export async function resumeLoads(): Promise<number> {
  const alive = await db().instance.findMany({
    where: { heartbeatAt: { gt: new Date(Date.now() - DEAD_AFTER_MS) } },
    select: { id: true },
  });
  const living = [...alive.map((row) => row.id), instanceId()];
  const orphaned = { OR: [{ instanceId: null }, { instanceId: { notIn: living } }] };
  const loads = await db().dataset.findMany({
    where: { status: "loading", ...orphaned },
    omit: { preview: true },
  });
  let resumed = 0;
  for (const row of loads) {
    const { count } = await db().dataset.updateMany({
      where: { id: row.id, status: "loading", instanceId: row.instanceId },
      data: { instanceId: instanceId(), progress: 0 },
    });
    if (count === 0) continue;
    resumed += 1;
    void startLoad(row);
  }
  if (resumed > 0) log.info({ loads: resumed }, "loads of a process that is gone are taken up");
  await resumeProfiles(orphaned);
  return resumed;
}

async function resumeProfiles(orphaned: object): Promise<void> {
  const rows = await db().dataset.findMany({
    where: { status: "ready", profile: { equals: Prisma.DbNull }, ...orphaned },
    select: { id: true },
    take: PROFILES_AT_ONCE,
  });
  for (const { id } of rows) {
    await db().dataset.updateMany({ where: { id }, data: { instanceId: instanceId() } });
    void startWork(id, (signal) => profileDataset(id, signal));
  }
}
