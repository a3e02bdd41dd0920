export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Normal with this mean and deviation (Box and Muller 1958). */
  normal(mean: number, deviation: number): number;
  /** A whole number in [low, high]. */
  whole(low: number, high: number): number;
  /** One of the items, by weight where weights are given. */
  pick<T>(items: readonly T[], weights?: readonly number[]): T;
}

/** A small seeded generator (mulberry32), so that samples are the same bytes everywhere. */
export function randomFrom(seed: number): Random {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const normal = (mean: number, deviation: number) =>
    mean + deviation * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(items: readonly T[], weights: readonly number[] = items.map(() => 1)): T => {
    let at = next() * weights.reduce((sum, weight) => sum + weight, 0);
    const index = weights.findIndex((weight) => {
      at -= weight;
      return at < 0;
    });
    const item = items[index < 0 ? items.length - 1 : index];
    if (item === undefined) throw new Error("nothing to pick from");
    return item;
  };
  return { next, normal, whole, pick };
}

const DAY_MS = 86_400_000;

/** The days from `first` on, as `YYYY-MM-DD`. */
export function daysFrom(first: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    new Date(Date.parse(first) + index * DAY_MS).toISOString().slice(0, 10),
  );
}
