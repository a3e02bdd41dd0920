import { expect, test } from "vitest";
import type { MessagePart } from "#lib/sessions/schema.ts";
import { remapParts } from "./remap-parts.ts";

const [oldResult, newResult, oldPlot, newPlot] = [1, 2, 3, 4].map(
  (n) => `00000000-0000-7000-8000-00000000000${n}`,
);
const ids = { results: new Map([[oldResult!, newResult!]]), plots: new Map([[oldPlot!, newPlot!]]) };

const query = (result_id: string | null, cell: string): MessagePart => ({
  type: "data-query-result",
  id: result_id ?? "failed",
  data: {
    result_id,
    purpose: "p",
    sql: "SELECT 1",
    plan: null,
    columns: [{ name: "a", type: "VARCHAR" }],
    rows: [[cell]],
    row_count: 1,
    truncated: false,
    duration_ms: 1,
    is_error: result_id === null,
    error: result_id === null ? "no" : null,
  },
});
const plot = (plot_id: string, result_id: string): MessagePart => ({
  type: "data-plot",
  id: plot_id,
  data: { plot_id, result_id, title: "t", vega_lite_spec: {} },
});

test("results and plots are named by their copies, part ids too", () => {
  const parts = remapParts([query(oldResult!, "x"), plot(oldPlot!, oldResult!)], ids);
  expect(parts).toEqual([query(newResult!, "x"), plot(newPlot!, newResult!)]);
});

test("data that looks like an id stays what it is", () => {
  expect(remapParts([query(oldResult!, oldResult!)], ids)).toEqual([query(newResult!, oldResult!)]);
});

test("texts and failed queries stay; what was not copied is left out", () => {
  const text: MessagePart = { type: "text", text: "Hello", state: "done" };
  const failed = query(null, "x");
  const parts = [text, failed, query(newPlot!, "x"), plot(oldPlot!, newPlot!), plot(newPlot!, oldResult!)];
  expect(remapParts(parts, ids)).toEqual([text, failed]);
});
