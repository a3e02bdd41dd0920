import "server-only";
import { cancelWork } from "./running-work.ts";

/** Ends the load or profile of a dataset whose row is already gone. */
export async function cancelLoad(row: { id: string; status: string; profile: unknown }): Promise<void> {
  if (row.status === "loading" || row.profile === null) await cancelWork([row.id]);
}
