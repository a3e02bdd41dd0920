import "server-only";
import { totalmem } from "node:os";

export interface EngineShare {
  memoryMb: number;
  workers: number;
}

const MIB = 1024 ** 2;

/**
 * What queries get of a machine where nobody says: an eighth of its memory each, 256 MiB to 1 GiB, and as many at
 * once as fit into half of it, 2 to 8. The other half is for loads, the server, its database and the person.
 */
export function engineShareOf(machineMb: number): EngineShare {
  const memoryMb = between(256, Math.floor(machineMb / 8), 1024);
  return { memoryMb, workers: between(2, Math.floor(machineMb / 2 / memoryMb), 8) };
}

/** The memory of this machine, or what its container may use of it, in MiB. */
export function machineMemoryMb(): number {
  const allowed = process.constrainedMemory();
  return Math.floor((allowed > 0 ? Math.min(allowed, totalmem()) : totalmem()) / MIB);
}

function between(least: number, value: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
