import { readdirSync, readFileSync, readlinkSync } from "node:fs";

const OWN_FILES = /^(?:catalog\.db(?:\.wal)?|out\.parquet|spill(?:\/.*)?)$/;
/** Parts of Node and the system that any child has open. */
const SYSTEM = /^(?:\/dev\/|\/proc\/|\/sys\/|pipe:|socket:|anon_inode:|.*\/lib\/engine\/worker\/)/;

/**
 * What the engine's children of this process have left or hold open that they should not: files in their folder
 * but catalog, output slot and spill; open files elsewhere but the table `sales` and what a starting Node reads. Linux only; nothing elsewhere.
 */
export function childTraces(): string[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && isOwnChild(name))
    .flatMap((pid) => {
      try {
        const folder = readlinkSync(`/proc/${pid}/cwd`);
        const litter = readdirSync(folder, { recursive: true })
          .map(String)
          .filter((name) => !OWN_FILES.test(name));
        return [
          ...litter.map((name) => `left ${name}`),
          ...openFiles(pid, folder).map((path) => `open ${path}`),
        ];
      } catch {
        // It has just ended, and its folder with it.
        return [];
      }
    });
}

function isOwnChild(pid: string): boolean {
  try {
    if (!readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("lib/engine/worker/main.ts")) return false;
    const parent = /PPid:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return Number(parent) === process.pid;
  } catch {
    return false;
  }
}

function openFiles(pid: string, folder: string): string[] {
  return readdirSync(`/proc/${pid}/fd`)
    .map((descriptor) => readlinkSync(`/proc/${pid}/fd/${descriptor}`))
    .filter(
      (path) =>
        !SYSTEM.test(path) &&
        !path.startsWith(`${folder}/`) &&
        path !== process.execPath &&
        !path.includes("/node_modules/") &&
        !path.endsWith("/sales.parquet"),
    );
}
