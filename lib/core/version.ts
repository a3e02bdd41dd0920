import "server-only";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { projectRoot } from "./project-root.ts";
import { singleton } from "./singleton.ts";

/** The product's version, as package.json has it. */
export function version(): string {
  return singleton("version", () => {
    const manifest = readFileSync(join(projectRoot(), /* turbopackIgnore: true */ "package.json"), "utf8");
    return z.object({ version: z.string() }).parse(JSON.parse(manifest)).version;
  });
}
