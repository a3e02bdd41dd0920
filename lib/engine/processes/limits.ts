import "server-only";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Limits that the kernel keeps for a child, from before its first instruction. */
export interface ProcessLimits {
  /** Private writable memory, MiB. */
  dataMb: number;
  /** Over the child's whole life; it is replaced long before. */
  cpuSeconds: number;
  /** The largest file it may write, MiB. */
  fileMb: number;
}

interface Command {
  file: string;
  args: string[];
}

/** The command that runs `file` under the limits: prlimit where there is one, else the shell's ulimit. */
export function limited(limits: ProcessLimits, file: string, args: readonly string[]): Command {
  const prlimit = findPrlimit();
  if (prlimit === undefined) return underUlimit(limits, file, args);
  const options = [
    `--data=${limits.dataMb * 1024 ** 2}`,
    `--cpu=${limits.cpuSeconds}`,
    `--fsize=${limits.fileMb * 1024 ** 2}`,
    "--core=0",
  ];
  return { file: prlimit, args: [...options, "--", file, ...args] };
}

/** With what every POSIX shell has. */
export function underUlimit(limits: ProcessLimits, file: string, args: readonly string[]): Command {
  return { file: "/bin/sh", args: ["-c", ulimitScript(limits), file, ...args] };
}

/** macOS knows no limit on data: there each limit is set where the system takes it. */
function ulimitScript(limits: ProcessLimits): string {
  const settings = [
    `ulimit -d ${limits.dataMb * 1024}`,
    `ulimit -t ${limits.cpuSeconds}`,
    // Blocks of 512 bytes, as POSIX says for sh.
    `ulimit -f ${limits.fileMb * 2048}`,
    "ulimit -c 0",
  ];
  return `${settings.map((setting) => `${setting} 2>/dev/null`).join("; ")}; exec "$0" "$@"`;
}

let found: { path: string | undefined } | undefined;

function findPrlimit(): string | undefined {
  found ??= { path: searched("prlimit") };
  return found.path;
}

function searched(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin", "/bin"];
  return folders
    .filter((folder) => folder.startsWith("/"))
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
