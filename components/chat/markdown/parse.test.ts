import { describe, expect, test } from "vitest";
import { parseInline, parseMarkdown } from "./parse.ts";

const words = (text: string) => [{ kind: "text", text }];

describe("blocks", () => {
  test("paragraphs are separated by blank lines and joined over line ends", () => {
    expect(parseMarkdown("One\ntwo.\n\nThree.")).toEqual([
      { kind: "paragraph", children: words("One two.") },
      { kind: "paragraph", children: words("Three.") },
    ]);
  });

  test("a list may follow a paragraph directly and hold blank lines", () => {
    expect(parseMarkdown("Found:\n- a\n\n- b\n  more\n\nEnd")).toEqual([
      { kind: "paragraph", children: words("Found:") },
      { kind: "list", ordered: false, start: 1, items: [words("a"), words("b more")] },
      { kind: "paragraph", children: words("End") },
    ]);
  });

  test("numbered lists keep their first number", () => {
    expect(parseMarkdown("3. c\n4. d")).toEqual([
      { kind: "list", ordered: true, start: 3, items: [words("c"), words("d")] },
    ]);
  });

  test("a table knows its right-aligned columns", () => {
    expect(parseMarkdown("| region | avg |\n|:--|--:|\n| North | 1.5 |")).toEqual([
      {
        kind: "table",
        header: [words("region"), words("avg")],
        rows: [[words("North"), words("1.5")]],
        right: [false, true],
      },
    ]);
  });

  test("a fence that has not closed yet is code already", () => {
    expect(parseMarkdown("```sql\nSELECT 1")).toEqual([{ kind: "code", text: "SELECT 1" }]);
  });

  test("headings and quotes", () => {
    expect(parseMarkdown("## Result\n> said so")).toEqual([
      { kind: "heading", children: words("Result") },
      { kind: "quote", children: words("said so") },
    ]);
  });
});

describe("inside a line", () => {
  test("bold, emphasis and code nest", () => {
    expect(parseInline("the **mean of `amount`** is *high*")).toEqual([
      { kind: "text", text: "the " },
      {
        kind: "strong",
        children: [
          { kind: "text", text: "mean of " },
          { kind: "code", text: "amount" },
        ],
      },
      { kind: "text", text: " is " },
      { kind: "em", children: words("high") },
    ]);
  });

  test.each(["a * b * c = 5 * 2", "order_line_id", "2 ** 3", "**unfinished", "<b>no html</b>"])(
    "%s stays as it is",
    (text) => expect(parseInline(text)).toEqual(words(text)),
  );

  test("only web links become links", () => {
    expect(parseInline("[docs](https://example.org/a)")).toEqual([
      { kind: "link", href: "https://example.org/a", children: words("docs") },
    ]);
    expect(parseInline("[x](javascript:alert(1))")).toEqual(words("[x](javascript:alert(1))"));
  });
});
