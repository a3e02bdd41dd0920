/** `npm start` and, with `--dev`, `npm run dev`: makes everything ready that the server needs, then becomes it. */
import { dirname } from "node:path";
import { loadEnvFile } from "node:process";
import { fileURLToPath } from "node:url";
import { parseSettings } from "#lib/core/env.ts";
import { isProductionSetup, requireSafeSettings } from "#lib/core/production-check.ts";
import { becomeServer } from "./launch/become-server.ts";
import { prepareData } from "./launch/prepare-data.ts";
import { requireBuild, requireDataDir, requireFreePort, requireNode } from "./launch/requirements.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dev = process.argv.includes("--dev");

try {
  await start();
} catch (err) {
  console.error(err instanceof Error ? err.message : err);
  if (process.env.LOG_LEVEL === "debug") console.error(err);
  process.exit(1);
}

async function start(): Promise<void> {
  requireNode();
  process.chdir(root);
  // Nothing that the product makes is for other users of the machine.
  process.umask(0o077);
  readEnvFile();
  const settings = parseSettings(process.env);
  const production = !dev && isProductionSetup(settings, process.env.NODE_ENV);
  if (production) requireSafeSettings(settings);
  if (!dev) await requireBuild(root);
  await requireFreePort(settings);
  await requireDataDir(settings);
  const data = await prepareData({ settings, root });
  await becomeServer({ settings, data, root, dev, production });
}

function readEnvFile(): void {
  try {
    loadEnvFile(".env");
  } catch (err) {
    if (!(err instanceof Error && "code" in err && err.code === "ENOENT")) throw err;
  }
}
