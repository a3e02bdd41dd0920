import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { DONE, eventStream } from "./event-stream.ts";

async function* numbers(count: number, onPull: (at: number) => void = () => {}) {
  for (let at = 0; at < count; at += 1) {
    onPull(at);
    yield { at };
  }
}

const noLeave = () => {};

test("each value is one event, and [DONE] follows the last", async () => {
  const text = await new Response(eventStream(numbers(2), { last: DONE, onLeave: noLeave })).text();
  expect(text).toBe('data: {"at":0}\n\ndata: {"at":1}\n\ndata: [DONE]\n\n');
});

test("a quiet stream is kept alive with comments, and loses nothing", async () => {
  async function* slow() {
    await sleep(70);
    yield { at: 0 };
  }
  const options = { last: DONE, onLeave: noLeave, keep_alive_ms: 20 };
  const text = await new Response(eventStream(slow(), options)).text();
  expect(text.match(/^:$/gm)?.length).toBeGreaterThanOrEqual(2);
  expect(text.endsWith('data: {"at":0}\n\ndata: [DONE]\n\n')).toBe(true);
});

test("a greeted follower has bytes before the first event", async () => {
  const never: AsyncIterable<unknown> = {
    [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }),
  };
  const stream = eventStream(never, { greet: true, beat: () => "id: 7\n\n", onLeave: noLeave });
  const reader = stream.getReader();
  expect(new TextDecoder().decode((await reader.read()).value)).toBe("id: 7\n\n");
  await reader.cancel();
});

test("nothing is read ahead of a reader that stands still", async () => {
  let pulled = 0;
  const stream = eventStream(
    numbers(1000, () => {
      pulled += 1;
    }),
    { last: DONE, onLeave: noLeave },
  );
  const reader = stream.getReader();
  await reader.read();
  await sleep(20);
  expect(pulled).toBeLessThan(5);
  await reader.cancel();
});

test("a reader that goes away is told of", async () => {
  let left = false;
  const stream = eventStream(numbers(10), {
    last: DONE,
    onLeave: () => {
      left = true;
    },
  });
  await stream.cancel();
  expect(left).toBe(true);
});
