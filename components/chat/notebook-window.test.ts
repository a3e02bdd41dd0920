import { describe, expect, it } from "vitest";
import type { ChatMessage } from "#lib/sessions/schema.ts";
import { exchangesOf } from "./exchanges.ts";
import { addressOf, arrivalWindow } from "./notebook-window.ts";

const conversation = (count: number) =>
  exchangesOf(
    Array.from({ length: count }, (_, at): ChatMessage[] => [
      { id: `q${at}`, role: "user", parts: [] },
      { id: `a${at}`, role: "assistant", parts: [] },
    ]).flat(),
  );

describe("what of a conversation is whole on arrival", () => {
  it("all of a short one", () => {
    expect(arrivalWindow(conversation(12), "q3")).toEqual({ from: 0, to: 12 });
    expect(arrivalWindow([], null)).toEqual({ from: 0, to: 0 });
  });

  it("the latest of a long one", () => {
    expect(arrivalWindow(conversation(200), null)).toEqual({ from: 194, to: 200 });
  });

  it("those before the named question or answer", () => {
    expect(arrivalWindow(conversation(200), "q50")).toEqual({ from: 44, to: 50 });
    expect(arrivalWindow(conversation(200), "a3")).toEqual({ from: 0, to: 3 });
  });

  it("the latest, where the name is unknown or nothing stands before it", () => {
    expect(arrivalWindow(conversation(200), "nobody").to).toBe(200);
    expect(arrivalWindow(conversation(200), "q0").to).toBe(200);
  });

  it("an exchange is whole on the page of its address", () => {
    const exchanges = conversation(30);
    for (const at of [0, 7, 29]) {
      const before = new URLSearchParams(addressOf(exchanges, at)).get("before");
      const { from, to } = arrivalWindow(exchanges, before);
      expect([from <= at, at < to]).toEqual([true, true]);
    }
  });
});
