import { describe, expect, test } from "vitest";
import { unrepeated } from "./unrepeated.ts";

const SHOWN = "The average is highest in the North";

/** Every way in which a stream could cut the same words gives the same text. */
function continued(shown: string, words: string): string {
  const results = [1, 2, 5, 1000].map((size) => {
    const filter = unrepeated(shown);
    let out = "";
    for (let i = 0; i < words.length; i += size) out += filter.take(words.slice(i, i + size));
    return out + filter.rest();
  });
  expect(new Set(results).size).toBe(1);
  return results[0] ?? "";
}

describe("the continuation of a text", () => {
  test.each([
    ["goes on", ", at 42.", ", at 42."],
    ["begins again", `${SHOWN}, at 42.`, ", at 42."],
    ["repeats the last words", "highest in the North, at 42.", ", at 42."],
    ["repeats everything and ends", SHOWN, ""],
    [
      "begins like the text but is another",
      "The average is lowest in the South.",
      "The average is lowest in the South.",
    ],
    ["agrees in a few characters by chance", "North of it lies nothing.", "North of it lies nothing."],
    ["is nothing", "", ""],
  ])("that %s", (_, words, out) => {
    expect(continued(SHOWN, words)).toBe(out);
  });

  test("of a very short text that begins again", () => {
    expect(continued("Hel", "Hello")).toBe("lo");
    expect(continued("1", "10 regions")).toBe("10 regions");
  });

  test("is passed on at once when it is no repetition", () => {
    const filter = unrepeated(SHOWN);
    expect(filter.take(", at")).toBe(", at");
    expect(filter.take(" 42")).toBe(" 42");
  });
});
