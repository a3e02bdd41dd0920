import { expect, test } from "vitest";
import { engineShareOf, machineMemoryMb } from "./engine-share.ts";

test.each([
  [512, { memoryMb: 256, workers: 2 }],
  [2048, { memoryMb: 256, workers: 4 }],
  [4096, { memoryMb: 512, workers: 4 }],
  // A laptop sold with 4 GB tells less of it.
  [3900, { memoryMb: 487, workers: 4 }],
  [8192, { memoryMb: 1024, workers: 4 }],
  [16_384, { memoryMb: 1024, workers: 8 }],
  [262_144, { memoryMb: 1024, workers: 8 }],
])("on a machine of %s MiB queries take at most half of it, or the least they need", (machineMb, share) => {
  expect(engineShareOf(machineMb)).toEqual(share);
  expect(share.memoryMb * share.workers).toBeLessThanOrEqual(Math.max(machineMb / 2, 512));
});

test("a machine has memory", () => {
  expect(machineMemoryMb()).toBeGreaterThan(256);
});
