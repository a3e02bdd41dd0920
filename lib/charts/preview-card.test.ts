import { describe, expect, it } from "vitest";
import { previewCard, wrap } from "./preview-card.ts";

const CHART = '<svg width="680" height="340" viewBox="0 0 680 340" role="img"><path d="M0 0"/></svg>';

describe("wrap", () => {
  it("keeps a short text on one line", () => {
    expect(wrap("Sales by region", 20, 2)).toEqual(["Sales by region"]);
  });

  it("breaks at words and cuts what does not fit", () => {
    expect(wrap("one two three four five six", 9, 2)).toEqual(["one two", "three…"]);
  });

  it("cuts a word that is longer than a line", () => {
    expect(wrap("a".repeat(50), 10, 1)).toEqual([`${"a".repeat(9)}…`]);
  });

  it("counts wide letters twice", () => {
    expect(wrap("売上高売上高", 8, 1)).toEqual(["売上高…"]);
  });
});

describe("previewCard", () => {
  it("places the chart as large as the frame lets it be", () => {
    const card = previewCard({ title: "Sales", about: "1 question", chart: CHART });
    expect(card).toContain('viewBox="0 0 680 340" preserveAspectRatio');
    expect(card).toContain('<path d="M0 0"/></svg></svg>');
  });

  it("escapes what people wrote", () => {
    const card = previewCard({ title: "<script>&\u0007", about: "\"'", chart: null });
    expect(card).toContain("&#60;script&#62;&#38;");
    expect(card).not.toContain("<script");
    expect(card).not.toContain("\u0007");
  });

  it("is a card of words where no chart can be placed", () => {
    expect(previewCard({ title: "Sales", about: "x", chart: "<svg></svg>" })).not.toContain(
      "preserveAspectRatio",
    );
  });
});
