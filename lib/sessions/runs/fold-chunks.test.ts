import { readUIMessageStream, type UIMessageChunk } from "ai";
import { expect, expectTypeOf, test } from "vitest";
import type { ChatMessage, DataParts, MessageMetadata } from "#lib/sessions/schema.ts";
import { coalesceDeltas } from "./coalesce-deltas.ts";
import { foldChunks, openTextIds } from "./fold-chunks.ts";
import type { UiChunk } from "./ui-chunk.ts";

const chunks: UiChunk[] = [
  { type: "start", messageId: "m", messageMetadata: { status: "running" } },
  { type: "data-status", data: { message: "Looking" }, transient: true },
  { type: "data-claims", id: "claims-t1", data: { text_id: "t1", claims: [] } },
  { type: "text-start", id: "t1" },
  { type: "text-delta", id: "t1", delta: "The mean " },
  { type: "data-assumptions", id: "assumptions-1", data: { assumptions: ["Nulls left out"] } },
  { type: "text-delta", id: "t1", delta: "is 3." },
  { type: "text-end", id: "t1" },
  { type: "data-session-update", id: "session-update", data: { title: "First" } },
  { type: "text-start", id: "t1" },
  { type: "text-delta", id: "t1", delta: "Again." },
  { type: "data-session-update", id: "session-update", data: { title: "Second" } },
  { type: "text-end", id: "t1" },
  { type: "finish", messageMetadata: { status: "complete" } },
];

/** What the browser's own fold makes of the same chunks. */
async function foldedByTheBrowser(): Promise<ChatMessage["parts"]> {
  const stream = new ReadableStream<UIMessageChunk<MessageMetadata, DataParts>>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  let last: ChatMessage | undefined;
  for await (const message of readUIMessageStream<ChatMessage>({ stream })) last = message;
  return last?.parts ?? [];
}

test("a chunk of ours is a chunk of the ai package", () => {
  expectTypeOf<UiChunk>().toExtend<UIMessageChunk<MessageMetadata, DataParts>>();
});

test("the fold is the one the browser makes, so that a reload shows what was streamed", async () => {
  const browser = JSON.parse(JSON.stringify(await foldedByTheBrowser()));
  expect(foldChunks(chunks)).toEqual(browser);
  expect(browser).toHaveLength(5);
});

test("transient statuses leave nothing, and a data part with a known id replaces the earlier one in place", () => {
  const parts = foldChunks(chunks);
  expect(parts.map((part) => part.type)).toEqual([
    "data-claims",
    "text",
    "data-assumptions",
    "data-session-update",
    "text",
  ]);
  expect(parts[3]).toMatchObject({ data: { title: "Second" } });
});

test("a text is streaming until its end", () => {
  const cut = chunks.slice(0, 7);
  expect(foldChunks(cut).at(1)).toEqual({ type: "text", text: "The mean is 3.", state: "streaming" });
  expect(openTextIds(cut)).toEqual(["t1"]);
  expect(openTextIds(chunks)).toEqual([]);
});

test("coalesced deltas fold to the same message with fewer entries", () => {
  const many: UiChunk[] = [
    { type: "text-start", id: "a" },
    ...[..."Hello there"].map((delta): UiChunk => ({ type: "text-delta", id: "a", delta })),
    { type: "text-end", id: "a" },
  ];
  const few = coalesceDeltas(many.map((payload) => ({ kind: "ui", payload })));
  expect(few).toHaveLength(3);
  const payloads = few.flatMap((entry) => (entry.kind === "ui" ? [entry.payload] : []));
  expect(foldChunks(payloads)).toEqual(foldChunks(many));
});
