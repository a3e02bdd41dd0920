import { expect, test } from "vitest";
import type { ChatMessage, MessageMetadata } from "#lib/sessions/schema.ts";
import { factsOf } from "./answer.tsx";

const QUERY = {
  result_id: null,
  purpose: "",
  sql: "",
  plan: null,
  columns: [],
  rows: [],
  row_count: 0,
  truncated: false,
  duration_ms: 1,
  is_error: false,
  error: null,
};
const factsWith = (metadata: MessageMetadata, queries: number) =>
  factsOf({
    id: "a",
    role: "assistant",
    metadata,
    parts: Array.from({ length: queries }, (): ChatMessage["parts"][number] => ({
      type: "data-query-result",
      data: QUERY,
    })),
  });

test("an answer ends with who made it, how much was read, and how long it took", () => {
  const metadata = { planner: "analyst", duration_ms: 1200, rows_read: 12_400 } as const;
  expect(factsWith(metadata, 3)).toEqual(["Built-in analyst", "3 queries", "12,400 rows read", "1.2 s"]);
});

test("nothing is said of rows that were not read or not counted", () => {
  expect(factsWith({ duration_ms: 10, rows_read: 0 }, 1)).toEqual(["1 query", "10 ms"]);
  expect(factsWith({ duration_ms: 10 }, 0)).toEqual(["10 ms"]);
});
