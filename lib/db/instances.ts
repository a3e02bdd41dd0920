import "server-only";
import { db } from "./client.ts";
import { instanceId } from "./instance.ts";

export const HEARTBEAT_MS = 5_000;
/** A process without a sign of life for so long is dead; by the database's clock. */
const DEAD_AFTER_S = 20;

/** Says that this process lives; makes its row again if another took it for dead, as after a laptop's sleep. */
export async function beat(): Promise<void> {
  const id = instanceId();
  await db().$executeRaw`
    INSERT INTO instances (id) VALUES (${id}::uuid)
    ON CONFLICT (id) DO UPDATE SET heartbeat_at = now()`;
}

/** Removes the rows of dead processes; what belongs to no row belongs to nobody. */
export async function removeDeadInstances(): Promise<number> {
  return db().$executeRaw`
    DELETE FROM instances
    WHERE id <> ${instanceId()}::uuid AND heartbeat_at < now() - make_interval(secs => ${DEAD_AFTER_S})`;
}

/** For the one process that may use this database: all others are dead. */
export async function removeOtherInstances(): Promise<void> {
  await db().instance.deleteMany({ where: { id: { not: instanceId() } } });
}

/** The process goes in peace: what is left of it can be taken up at once. */
export async function removeThisInstance(): Promise<void> {
  await db().instance.deleteMany({ where: { id: instanceId() } });
}
