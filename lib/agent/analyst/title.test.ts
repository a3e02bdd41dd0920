import { describe, expect, it } from "vitest";
import { analyst } from "./analyst.ts";

describe("titles", () => {
  it.each([
    ["What is the average amount by region?", "Average amount by region"],
    ["please show me total sales per month", "Total sales per month"],
    ["???", "New conversation"],
    ["What is in long?", "A first look at long"],
    ["What is in sales, customers?", "A first look at sales, customers"],
    ["what is in it", "What is in it"],
    ["what are by far the best regions", "What are by far the best regions"],
    ["TOTAL AMOUNT BY REGION!!!", "Total amount by region"],
  ])("%s", async (question, title) => {
    expect(
      (await analyst.title({ question, answer: "", tables: [], signal: new AbortController().signal })).title,
    ).toBe(title);
  });
  it("are at most 60 characters, cut at a word", async () => {
    const { title } = await analyst.title({
      question:
        "how many of the customers who bought something in the last year came back again within a month",
      answer: "",
      tables: [],
      signal: new AbortController().signal,
    });
    expect(title.length).toBeLessThanOrEqual(60);
    expect(title).toMatch(/\w…$/);
  });
});
