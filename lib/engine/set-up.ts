import "server-only";
import type { SetUp } from "./messages.ts";
import { engineSettings } from "./settings.ts";

/** What a child is told about its limits with each job; its folder is its own. */
export function setUpFor(directory: string, memoryMb?: number): SetUp {
  const { memoryMb: most, spillMb, threads } = engineSettings();
  return { directory, memory_mb: Math.min(memoryMb ?? most, most), temp_mb: spillMb, threads };
}
