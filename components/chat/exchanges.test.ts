import { describe, expect, test } from "vitest";
import type { ChatMessage } from "#lib/sessions/schema.ts";
import { answerAsMarkdown, answerAsText } from "./copy-answer.ts";
import { exchangesOf, questionText, resultsOf } from "./exchanges.ts";
import { isShown } from "./parts.tsx";

const ask = (id: string, text: string, auto = false): ChatMessage => ({
  id,
  role: "user",
  parts: [{ type: "text", text }],
  metadata: auto ? { auto_analyze: true } : {},
});
const query = {
  result_id: "0192b0a0-0000-7000-8000-000000000001",
  purpose: "Average by region",
  sql: "SELECT 1\n",
  plan: null,
  columns: [
    { name: "region", type: "VARCHAR" },
    { name: "a|b", type: "DOUBLE" },
  ],
  rows: [
    ["North", 1.5],
    [null, 2],
  ],
  row_count: 3,
  truncated: true,
  duration_ms: 4,
  is_error: false,
  error: null,
};
const answer: ChatMessage = {
  id: "a",
  role: "assistant",
  parts: [
    { type: "data-claims", data: { text_id: "t1", claims: [] } },
    { type: "text", text: "North leads." },
    { type: "data-query-result", id: "r", data: query },
    { type: "data-assumptions", data: { assumptions: [] } },
  ],
};

describe("a conversation as a notebook", () => {
  test("each question opens a section that holds its answers", () => {
    const sections = exchangesOf([answer, ask("1", "one?"), answer, ask("2", "two?")]);
    expect(sections.map(({ question, answers }) => [question?.id ?? null, answers.length])).toEqual([
      [null, 1],
      ["1", 1],
      ["2", 0],
    ]);
  });

  test("a question nobody typed has words of its own", () => {
    expect(questionText(ask("1", "", true))).toBe("Look it over for me");
    expect(questionText(ask("1", "How many?"))).toBe("How many?");
  });

  test("results are found by id, failed queries are not results", () => {
    const failed = { ...query, result_id: null, is_error: true };
    const message: ChatMessage = {
      ...answer,
      parts: [...answer.parts, { type: "data-query-result", data: failed }],
    };
    expect([...resultsOf([message]).keys()]).toEqual([query.result_id]);
  });

  test("only parts with something to read take a place", () => {
    expect(answer.parts.filter(isShown).map((part) => part.type)).toEqual(["text", "data-query-result"]);
    expect(isShown({ type: "text", text: "  " })).toBe(false);
  });

  test("an answer copied as text has no marks, and tabs between its cells", () => {
    const marked: ChatMessage = {
      ...answer,
      parts: [
        { type: "text", text: "## Sum\n**North** leads *by far* in `net_sales_eur`, 2 * 3 * 4." },
        ...answer.parts,
      ],
    };
    const text = answerAsText(marked);
    expect(text).toContain("Sum\nNorth leads by far in net_sales_eur, 2 * 3 * 4.");
    expect(text).toContain("region\ta|b\nNorth\t1.5\nnull\t2\n(2 of 3 rows)");
    expect(text).not.toContain("SELECT");
  });

  test("a copied answer carries its table and its query", () => {
    expect(answerAsMarkdown(answer)).toBe(
      [
        "North leads.",
        "",
        "| region | a\\|b |",
        "| --- | --- |",
        "| North | 1.5 |",
        "| null | 2 |",
        "",
        "(2 of 3 rows)",
        "",
        "```sql",
        "SELECT 1",
        "```",
      ].join("\n"),
    );
  });
});
