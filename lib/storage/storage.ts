import "server-only";
import { join } from "node:path";
import { env } from "#lib/core/env.ts";
import { singleton } from "#lib/core/singleton.ts";
import type { Storage } from "./contract.ts";
import { FolderStorage } from "./folder-storage.ts";

/** The process's storage: a folder under `DATA_DIR`. */
export function storage(): Storage {
  const root = join(env().dataDir, "storage");
  return singleton(`storage:${root}`, () => new FolderStorage(root));
}
