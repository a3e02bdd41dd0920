import "server-only";
import { join } from "node:path";
import { projectRoot } from "#lib/core/project-root.ts";
import { pools } from "./processes/pools.ts";

/**
 * Has a child of each kind started before the first query needs it. `modules` (paths below the project's root) are what
 * `runModule` will be asked for: children that wait read them meanwhile.
 */
export function warmEngine({ modules }: { modules: string[] }): void {
  const paths = modules.map((module) => join(/* turbopackIgnore: true */ projectRoot(), module));
  pools().sessions.warm();
  pools().trusted.warm(paths);
  pools().reading.warm(paths);
}
