import type { AgentEvent, QueryShown } from "#lib/agent/schema.ts";
import { newId } from "#lib/core/ids.ts";
import { RESULT_ROWS } from "#lib/results/schema.ts";
import type { DataParts } from "#lib/sessions/schema.ts";
import type { UiChunk } from "./ui-chunk.ts";

/** Turns a planner's events into chunks. It keeps which text is open, so one belongs to one run. */
export interface ChunkMaker {
  /** Chunks of one event; none for what is not the person's to see (usage, transcripts, data-updated). */
  take(event: AgentEvent): UiChunk[];
  /** Ends whatever text is still open: before a stream may finish. */
  close(): UiChunk[];
}

/**
 * Texts get ids of their own in the order of their start (`t1`, `t2` …), so that a planner that uses an id
 * again cannot tie a claim to two texts. Each text is preceded by its claims.
 */
export function chunkMaker(): ChunkMaker {
  const open = new Map<string, string>();
  /** The first half of a character that a delta was cut in. */
  let half = "";
  let texts = 0;
  let assumptions = 0;

  function startText(plannerId: string): UiChunk[] {
    texts += 1;
    const id = `t${texts}`;
    open.set(plannerId, id);
    return [
      { type: "data-claims", id: `claims-${id}`, data: { text_id: id, claims: [] } },
      { type: "text-start", id },
    ];
  }

  function endText(plannerId: string): UiChunk[] {
    const id = open.get(plannerId);
    open.delete(plannerId);
    return id === undefined ? [] : [{ type: "text-end", id }];
  }

  return {
    take(event) {
      switch (event.type) {
        case "status":
          return [{ type: "data-status", data: { message: event.message }, transient: true }];
        case "text": {
          const whole = half + event.delta;
          half = /[\uD800-\uDBFF]$/.exec(whole)?.[0] ?? "";
          const delta = whole.slice(0, whole.length - half.length);
          if (delta === "") return [];
          const started = open.has(event.id) ? [] : startText(event.id);
          return [...started, { type: "text-delta", id: open.get(event.id) ?? "", delta }];
        }
        case "text-end":
          return endText(event.id);
        case "query":
          return [
            { type: "data-query-result", id: event.query.result?.id ?? newId(), data: shown(event.query) },
          ];
        case "plot": {
          const { id, title, result_id, vega_lite_spec } = event.plot;
          return [{ type: "data-plot", id, data: { plot_id: id, title, result_id, vega_lite_spec } }];
        }
        case "assumptions":
          assumptions += 1;
          return [
            {
              type: "data-assumptions",
              id: `assumptions-${assumptions}`,
              data: { assumptions: event.assumptions },
            },
          ];
        case "data-updated":
        case "usage":
        case "transcript":
          return [];
      }
    },
    close: () => [...open.keys()].flatMap(endText),
  };
}

function shown({ purpose, sql, result, error }: QueryShown): DataParts["query-result"] {
  if (result === null) {
    return {
      result_id: null,
      purpose,
      sql,
      plan: null,
      columns: [],
      rows: [],
      row_count: 0,
      truncated: false,
      duration_ms: 0,
      is_error: true,
      error,
    };
  }
  return {
    result_id: result.id,
    purpose,
    sql: result.sql,
    plan: result.plan,
    columns: result.columns,
    rows: result.rows.slice(0, RESULT_ROWS),
    row_count: result.row_count,
    truncated: result.truncated || result.rows.length > RESULT_ROWS,
    duration_ms: result.duration_ms,
    is_error: false,
    error: null,
  };
}
