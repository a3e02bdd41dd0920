import "server-only";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The folder of package.json. Bundled code cannot ask where its file is, and what runs from source at run time
 * (engine workers, migrations, samples) is found from here: as the launcher says, or upwards from the working folder.
 */
export function projectRoot(): string {
  return process.env.VERITABLE_ROOT ?? upwards(/* turbopackIgnore: true */ process.cwd());
}

function upwards(folder: string): string {
  if (existsSync(join(/* turbopackIgnore: true */ folder, "prisma", "schema"))) return folder;
  const parent = dirname(folder);
  if (parent === folder) {
    throw new Error("The product's folder was not found: start it there, or set VERITABLE_ROOT.");
  }
  return upwards(parent);
}
