import "server-only";
import { pools } from "./processes/pools.ts";

/** Has a child of each kind started before the first query needs it. */
export function warmEngine(): void {
  pools().sessions.warm();
  pools().trusted.warm();
  pools().reading.warm();
}
