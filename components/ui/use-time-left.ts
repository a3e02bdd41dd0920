"use client";

import { useRef } from "react";

/** The pace is that of the last ten seconds. */
const WINDOW_MS = 10_000;
/** Too little has happened before this to tell anything. */
const SHORTEST_MS = 800;

type Sample = readonly [at: number, progress: number];

/** Seconds that something still takes, from how its progress (0 to 1) went; null while there is too little to tell. */
export function useTimeLeft(progress: number): number | null {
  const samples = useRef<readonly Sample[]>([]);
  const last = samples.current.at(-1);
  if (!last || last[1] !== progress) {
    const now = Date.now();
    const recent = samples.current.filter(([at]) => now - at <= WINDOW_MS);
    samples.current = [...recent, [now, progress]];
  }
  return secondsLeft(samples.current);
}

export function secondsLeft(samples: readonly Sample[]): number | null {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || last[0] - first[0] < SHORTEST_MS || last[1] <= first[1]) return null;
  return ((1 - last[1]) / (last[1] - first[1])) * ((last[0] - first[0]) / 1000);
}
