import { readdir, readFile } from "node:fs/promises";

const EVERY_MS = 50;
const CHILD = "lib/engine/worker/main.ts";

/** Watches the engine children of a server; `stop` answers the largest resident set that one of them had, in MiB. */
export function watchMemory(serverPid: number): { stop: () => number } {
  let peakKb = 0;
  let busy = false;
  const timer = setInterval(async () => {
    if (busy) return;
    busy = true;
    for (const pid of await childrenOf(serverPid)) peakKb = Math.max(peakKb, await residentKb(pid));
    busy = false;
  }, EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return Math.round(peakKb / 1024);
    },
  };
}

async function childrenOf(serverPid: number): Promise<string[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const status = await read(`/proc/${pid}/stat`);
      const parent = status.slice(status.lastIndexOf(")") + 2).split(" ")[1];
      return parent === String(serverPid) && (await read(`/proc/${pid}/cmdline`)).includes(CHILD)
        ? [pid]
        : [];
    }),
  );
  return found.flat();
}

async function residentKb(pid: string): Promise<number> {
  return Number(/^VmRSS:\s+(\d+)/m.exec(await read(`/proc/${pid}/status`))?.[1] ?? 0);
}

/** Processes end while one looks. */
function read(path: string): Promise<string> {
  return readFile(path, "utf8").catch(() => "");
}
