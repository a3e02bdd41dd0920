import "server-only";
import { db } from "#lib/db/client.ts";
import { instanceId } from "#lib/db/instance.ts";

/** A server process whose heartbeat is older than this is taken for dead, in milliseconds. */
const DEAD_AFTER_MS = 30_000;

/** Whether the server process still runs. Judged by the database's clock: replicas' clocks differ. */
export async function isInstanceAlive(id: string): Promise<boolean> {
  if (id === instanceId()) return true;
  const rows = await db().$queryRaw<unknown[]>`
    SELECT 1 FROM instances
    WHERE id = ${id}::uuid AND heartbeat_at > clock_timestamp() - ${DEAD_AFTER_MS} * interval '1 millisecond'`;
  return rows.length > 0;
}
