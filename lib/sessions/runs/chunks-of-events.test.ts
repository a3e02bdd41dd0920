import { expect, test } from "vitest";
import type { AgentEvent } from "#lib/agent/schema.ts";
import { chunkMaker } from "./chunks-of-events.ts";
import { type UiChunk, uiChunk } from "./ui-chunk.ts";

function chunksOf(events: AgentEvent[]): UiChunk[] {
  const maker = chunkMaker();
  return [...events.flatMap((event) => maker.take(event)), ...maker.close()];
}

const text = (id: string, delta: string): AgentEvent => ({ type: "text", id, delta });

test("claims come before each text's start, and name that text", () => {
  const chunks = chunksOf([text("a", "One"), text("a", " two"), { type: "text-end", id: "a" }]);
  expect(chunks).toEqual([
    { type: "data-claims", id: "claims-t1", data: { text_id: "t1", claims: [] } },
    { type: "text-start", id: "t1" },
    { type: "text-delta", id: "t1", delta: "One" },
    { type: "text-delta", id: "t1", delta: " two" },
    { type: "text-end", id: "t1" },
  ]);
});

test("a planner that uses an id again gets two texts with ids of their own", () => {
  const end: AgentEvent = { type: "text-end", id: "0" };
  const starts = chunksOf([text("0", "A"), end, text("0", "B"), end]).filter((c) => c.type === "text-start");
  expect(starts).toEqual([
    { type: "text-start", id: "t1" },
    { type: "text-start", id: "t2" },
  ]);
});

test("closing ends a text that a cut left open, once", () => {
  const maker = chunkMaker();
  maker.take(text("a", "Half"));
  expect(maker.close()).toEqual([{ type: "text-end", id: "t1" }]);
  expect(maker.close()).toEqual([]);
});

test("a character that a delta was cut in stays whole", () => {
  const [high, low] = ["😀".slice(0, 1), "😀".slice(1)];
  const deltas = chunksOf([text("a", `so ${high}`), text("a", `${low}!`)]).flatMap((c) =>
    c.type === "text-delta" ? [c.delta] : [],
  );
  expect(deltas).toEqual(["so ", "😀!"]);
});

test("an empty delta starts nothing", () => {
  expect(chunksOf([text("a", "")])).toEqual([]);
});

test("a failed query is shown with its error and no result", () => {
  const query = { purpose: "Sum", sql: "SELECT nope", result: null, error: "no such column" };
  const [chunk] = chunksOf([{ type: "query", query }]);
  expect(chunk).toMatchObject({
    type: "data-query-result",
    data: { result_id: null, is_error: true, error: "no such column", rows: [] },
  });
  expect(uiChunk.parse(chunk)).toEqual(chunk);
});

test("usage, transcripts and the mark of changed data are not streamed", () => {
  const usage = {
    input_tokens: 1,
    output_tokens: 1,
    cache_read_tokens: 0,
    cache_write_tokens: 0,
    model: "m",
  };
  expect(
    chunksOf([
      { type: "usage", usage },
      { type: "transcript", message: { role: "assistant" } },
      { type: "data-updated", table: "t" },
    ]),
  ).toEqual([]);
});
