import { expect, test } from "vitest";
import { runLog } from "./run-log.ts";
import type { UiChunk } from "./ui-chunk.ts";

const delta = (at: number): UiChunk => ({ type: "text-delta", id: "t", delta: String(at) });

async function collect(chunks: AsyncIterable<UiChunk>): Promise<UiChunk[]> {
  const all: UiChunk[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return all;
}

test("followers that join early, in the middle and after the end see the same, in order and once", async () => {
  const log = runLog();
  const early = collect(log.follow());
  const written = Array.from({ length: 1000 }, (_, at) => delta(at));
  let middle: Promise<UiChunk[]> | undefined;
  for (const [at, chunk] of written.entries()) {
    log.append([chunk]);
    if (at === 500) middle = collect(log.follow());
    if (at % 97 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  log.end();
  const late = collect(log.follow());
  for (const seen of [await early, await middle, await late]) expect(seen).toEqual(written);
});

test("a follower that stands still holds neither the run nor another follower", async () => {
  const log = runLog();
  const slow = log.follow();
  await Promise.all([slow.next(), Promise.resolve(log.append([delta(0)]))]);
  const quick = collect(log.follow());
  log.append([delta(1), delta(2)]);
  log.end();
  expect(await quick).toHaveLength(3);
  expect((await slow.next()).value).toEqual(delta(1));
});

test("following ends without an error when its signal aborts, also while waiting", async () => {
  const log = runLog();
  log.append([delta(0)]);
  const leave = new AbortController();
  const seen = collect(log.follow(leave.signal));
  await new Promise((resolve) => setImmediate(resolve));
  leave.abort();
  expect(await seen).toEqual([delta(0)]);
});
