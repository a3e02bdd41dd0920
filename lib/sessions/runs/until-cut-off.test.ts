import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { AgentEvent } from "#lib/agent/schema.ts";
import { untilCutOff } from "./until-cut-off.ts";

const text = (delta: string): AgentEvent => ({ type: "text", id: "a", delta });
const usage: AgentEvent = {
  type: "usage",
  usage: { input_tokens: 5, output_tokens: 1, cache_read_tokens: 0, cache_write_tokens: 0, model: "m" },
};

async function run(events: AsyncIterable<AgentEvent>, signal: AbortSignal, graceMs = 100) {
  const seen: AgentEvent[] = [];
  try {
    for await (const event of untilCutOff(events, signal, graceMs)) seen.push(event);
    return { seen, thrown: null };
  } catch (thrown) {
    return { seen, thrown };
  }
}

test("passes on what a planner yields, and what it throws", async () => {
  const failure = new Error("no");
  async function* planner() {
    yield text("a");
    throw failure;
  }
  expect(await run(planner(), new AbortController().signal)).toEqual({ seen: [text("a")], thrown: failure });
});

test("after the cut only usage still counts, and the reason is thrown", async () => {
  const abort = new AbortController();
  const reason = new Error("stopped");
  async function* planner() {
    yield text("before");
    abort.abort(reason);
    yield text("after");
    yield usage;
  }
  expect(await run(planner(), abort.signal)).toEqual({ seen: [text("before"), usage], thrown: reason });
});

test("a planner that does not heed the signal is left after its grace", async () => {
  const abort = new AbortController();
  async function* deaf() {
    yield text("before");
    await sleep(60_000, undefined, { ref: false });
    yield text("never");
  }
  setTimeout(() => abort.abort(new Error("stopped")), 20);
  const started = performance.now();
  const { seen, thrown } = await run(deaf(), abort.signal, 100);
  expect(seen).toEqual([text("before")]);
  expect(thrown).toEqual(new Error("stopped"));
  expect(performance.now() - started).toBeLessThan(1000);
});

test("what a planner throws because it was cut off is not the run's error", async () => {
  const abort = new AbortController();
  async function* planner() {
    yield text("before");
    abort.abort(new Error("stopped"));
    throw new Error("socket closed");
  }
  expect((await run(planner(), abort.signal)).thrown).toEqual(new Error("stopped"));
});
