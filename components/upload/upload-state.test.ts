import { describe, expect, test } from "vitest";
import { type FileUpload, paceOf, refusalOf, type UploadEvent, uploadsAfter } from "./upload-state.ts";

const stateAfter = (...events: UploadEvent[]) =>
  events.reduce<readonly FileUpload[]>((uploads, event) => uploadsAfter(uploads, event), []);
const added: UploadEvent = { type: "added", id: "a", name: "orders.csv", size: 1000, at: 0 };

describe("an upload", () => {
  test("is sending from the start, and done with the server's id", () => {
    expect(stateAfter(added)).toMatchObject([{ status: "sending", sent: 0 }]);
    const done = stateAfter(added, { type: "finished", id: "a", uploadId: "u1" });
    expect(done).toMatchObject([{ status: "done", sent: 1000, uploadId: "u1" }]);
  });

  test("waits after a lost connection and goes on with progress", () => {
    const lost: UploadEvent[] = [
      added,
      { type: "progress", id: "a", sent: 300, at: 100 },
      { type: "lost", id: "a" },
    ];
    expect(stateAfter(...lost)).toMatchObject([{ status: "waiting", sent: 300 }]);
    expect(stateAfter(...lost, { type: "progress", id: "a", sent: 400, at: 9000 })).toMatchObject([
      { status: "sending", sent: 400 },
    ]);
  });

  test("of one file leaves the others alone, and can be taken away", () => {
    const second: UploadEvent = { ...added, id: "b" };
    const uploads = stateAfter(
      added,
      second,
      { type: "failed", id: "a", error: "No." },
      { type: "removed", id: "a" },
    );
    expect(uploads).toMatchObject([{ id: "b", status: "sending", error: null }]);
  });
});

test("what was taken leaves the list, what failed stays with its reason", () => {
  const uploads = stateAfter(
    added,
    { ...added, id: "b" },
    { type: "finished", id: "a", uploadId: "u1" },
    { type: "failed", id: "b", error: "b.csv is empty." },
    { type: "cleared" },
  );
  expect(uploads).toMatchObject([{ id: "b", error: "b.csv is empty." }]);
});

describe("the pace", () => {
  test("is that of recent bytes", () => {
    const uploads = stateAfter(
      added,
      { type: "progress", id: "a", sent: 100, at: 1000 },
      { type: "progress", id: "a", sent: 300, at: 2000 },
    );
    expect(paceOf(uploads[0]!)).toEqual({ rate: 200, secondsLeft: 3.5 });
  });

  test("is not told from one moment, nor from what an earlier visit had sent", () => {
    expect(paceOf(stateAfter(added)[0]!)).toBeNull();
    const resumed = stateAfter(added, { type: "progress", id: "a", sent: 900, at: 1000 });
    expect(paceOf(resumed[0]!)).toBeNull();
  });

  test("forgets what is older than five seconds", () => {
    const uploads = stateAfter(
      added,
      { type: "progress", id: "a", sent: 900, at: 100 },
      { type: "progress", id: "a", sent: 910, at: 6000 },
      { type: "progress", id: "a", sent: 920, at: 7000 },
    );
    expect(paceOf(uploads[0]!)?.rate).toBe(10);
  });
});

test("empty and oversized files are refused before a byte is sent", () => {
  const limits = { maxBytes: 10, maxText: "10 B" };
  expect(refusalOf({ name: "a.csv", size: 0 }, limits)).toContain("is empty");
  expect(refusalOf({ name: "a.csv", size: 11 }, limits)).toContain("larger than 10 B");
  expect(refusalOf({ name: "a.csv", size: 10 }, limits)).toBeNull();
});
