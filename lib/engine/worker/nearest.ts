/** The names that someone who wrote `wanted` may have meant, best first: near in spelling, or containing it. */
export function nearest(wanted: string, names: readonly string[], most = 3): string[] {
  const target = wanted.toLowerCase().slice(0, 100);
  const limit = Math.max(1, Math.ceil(target.length * 0.34));
  return names
    .map((name) => ({ name, distance: closeness(target, name.toLowerCase().slice(0, 100)) }))
    .filter(({ distance }) => distance <= limit)
    .sort((left, right) => left.distance - right.distance)
    .slice(0, most)
    .map(({ name }) => name);
}

function closeness(left: string, right: string): number {
  if (left.length >= 3 && (right.includes(left) || (right.length >= 3 && left.includes(right)))) return 1;
  return editDistance(left, right);
}

/** Levenshtein's distance, one row at a time. */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const substituted = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(substituted, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
