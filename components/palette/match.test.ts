import { describe, expect, it } from "vitest";
import { bestMatches, matchScore, plainName } from "./match.ts";

describe("a name", () => {
  it("is compared without case, marks and the signs between words", () => {
    expect(plainName("Größe_in-cm")).toBe("große in cm");
    expect(plainName("soldOn")).toBe("sold on");
    expect(matchScore("sold on", "Sold_On")).toBe(100);
  });

  it("is found by its beginning before its middle, and by either before a slip", () => {
    const scores = ["reg", "region", "gio", "regoin"].map((typed) => matchScore(typed, "Region"));
    expect(scores).toEqual([90, 100, 60, 30]);
  });

  it("is found by the beginnings of its words and by their first letters", () => {
    expect(matchScore("price", "unit_price")).toBe(80);
    expect(matchScore("un pr", "unit_price")).toBe(70);
    expect(matchScore("up", "unit_price")).toBe(50);
  });

  it("is not found by something else, nor by a slip in a short word", () => {
    expect(matchScore("weather", "Region")).toBe(0);
    expect(matchScore("rag", "Region")).toBe(0);
    expect(matchScore("", "Region")).toBe(0);
  });

  it("forgives two slips in a long word and one swap in a short one", () => {
    expect(matchScore("tempratuer", "temperature")).toBe(30);
    expect(matchScore("aomunt", "amount")).toBe(30);
  });
});

it("gives the best matches first and keeps the order of equals", () => {
  const names = ["total amount", "amount", "region", "amount paid"];
  expect(bestMatches("amount", names, (name) => [name])).toEqual(["amount", "amount paid", "total amount"]);
  expect(bestMatches("amount", names, (name) => [name], 1)).toEqual(["amount"]);
});
