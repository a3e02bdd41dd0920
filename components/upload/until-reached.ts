/** Milliseconds between attempts, about ten minutes in all. */
const RETRY_MS = [1000, 2000, 4000, 8000, 15_000, 30_000, 60_000, 120_000, 180_000, 180_000];

/**
 * Does a piece of work that needs the server, again and again while the server cannot be reached. `onLost` is
 * told once. @throws what the last attempt threw.
 */
export async function untilReached<T>(
  work: () => Promise<T>,
  onLost: () => void,
  sleep: (ms: number) => Promise<unknown> = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
): Promise<T> {
  for (const [attempt, wait] of RETRY_MS.entries()) {
    try {
      return await work();
    } catch {
      if (attempt === 0) onLost();
      await sleep(wait);
    }
  }
  return work();
}
