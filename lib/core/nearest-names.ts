import { editDistance } from "./edit-distance.ts";

const SUGGESTIONS = 3;

/** The names closest to `wanted`, best first; none when nothing is close. */
export function nearestNames(wanted: string, names: readonly string[]): string[] {
  const key = plain(wanted);
  return names
    .map((name) => ({ name, distance: distanceOf(key, plain(name)) }))
    .filter(({ name, distance }) => distance <= Math.max(2, Math.ceil(Math.max(key.length, name.length) / 3)))
    .sort((a, b) => a.distance - b.distance || a.name.localeCompare(b.name))
    .slice(0, SUGGESTIONS)
    .map(({ name }) => name);
}

const plain = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "")
    .slice(0, 80);

/** A name that contains the other is one step away. */
function distanceOf(a: string, b: string): number {
  if (a !== b && a.length > 2 && b.length > 2 && (a.includes(b) || b.includes(a))) return 1;
  return editDistance(a, b);
}
