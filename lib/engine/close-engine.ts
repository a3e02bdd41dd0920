import "server-only";
import { closePools } from "./processes/pools.ts";

/** Ends every child, with what it is doing. The engine starts again with the next query. */
export async function closeEngine(): Promise<void> {
  await closePools();
}
