import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { type View, ViewCache, type ViewCacheOptions } from "./view-cache.ts";

function cacheOf(options: Partial<ViewCacheOptions> = {}) {
  const discarded: string[] = [];
  const discard = async (path: string) => void discarded.push(path);
  const cache = new ViewCache({ discard, most: 2, mostBytes: 100, idleMs: 1000, graceMs: 30, ...options });
  return { cache, discarded };
}
const view = (path: string, byte_size = 1): View => ({ path, row_count: 1, byte_size });
const pathOf = async ({ path }: View) => path;

test("a view is made once for all who ask, and kept for later windows", async () => {
  const { cache, discarded } = cacheOf();
  const make = vi.fn(async () => view("a"));
  await Promise.all([cache.use("a", make, pathOf), cache.use("a", make, pathOf)]);
  expect(await cache.use("a", make, pathOf)).toBe("a");
  expect(make).toHaveBeenCalledTimes(1);
  expect(discarded).toEqual([]);
});

test("the longest unread goes when there are too many, or too many bytes", async () => {
  const { cache, discarded } = cacheOf();
  for (const key of ["a", "b", "c"]) {
    await cache.use(key, async () => view(key), pathOf);
    await sleep(2);
  }
  expect([cache.keys, discarded]).toEqual([["b", "c"], ["a"]]);
  await cache.use("d", async () => view("d", 100), pathOf);
  expect([cache.keys, discarded]).toEqual([["d"], ["a", "b", "c"]]);
});

test("a view in use is discarded only when its last reader has finished", async () => {
  const { cache, discarded } = cacheOf();
  const reading = cache.use(
    "a",
    async () => view("a"),
    async () => {
      cache.forget(() => true);
      await sleep(10);
      return [...discarded];
    },
  );
  expect(await reading).toEqual([]);
  expect([cache.keys, discarded]).toEqual([[], ["a"]]);
});

test("one who gives up leaves the others waiting; when all have, the work is stopped after a grace", async () => {
  const { cache } = cacheOf();
  const [first, second] = [new AbortController(), new AbortController()];
  let stopped = false;
  const make = (signal: AbortSignal) =>
    new Promise<View>((_, reject) => {
      signal.addEventListener("abort", () => {
        stopped = true;
        reject(signal.reason);
      });
    });
  const asked = [first, second].map(({ signal }) => cache.use("a", make, pathOf, signal));
  const outcomes = Promise.allSettled(asked);
  first.abort(new Error("left"));
  await sleep(60);
  expect(stopped).toBe(false);
  second.abort(new Error("left"));
  expect((await outcomes).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(stopped).toBe(false);
  await sleep(60);
  expect([stopped, cache.keys]).toEqual([true, []]);
});

test("a view that could not be made is tried again by the next one", async () => {
  const { cache } = cacheOf();
  const fails = async () => {
    throw new Error("disk full");
  };
  await expect(cache.use("a", fails, pathOf)).rejects.toThrow("disk full");
  expect(await cache.use("a", async () => view("a"), pathOf)).toBe("a");
});

test("what nobody reads for long enough is removed", async () => {
  const { cache, discarded } = cacheOf({ idleMs: 20 });
  await cache.use("a", async () => view("a"), pathOf);
  await sleep(50);
  expect([cache.keys, discarded]).toEqual([[], ["a"]]);
});
