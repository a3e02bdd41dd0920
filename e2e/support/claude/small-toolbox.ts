import type { AgentEvent, Planner, Toolbox, ToolOutcome, Turn } from "#lib/agent/schema.ts";
import type { TableInfo } from "#lib/datasets/schema.ts";

export const RESULT_ID = "0199d1a2-0000-7000-8000-000000000001";
const PLOT_ID = "0199d1a2-0000-7000-8000-000000000002";

export const SALES: TableInfo = {
  dataset_id: "0199d1a2-0000-7000-8000-00000000000a",
  table: "sales",
  filename: "sales.csv",
  fingerprint: "0".repeat(64),
  row_count: 4,
  columns: [
    { name: "region", type: "VARCHAR", nullable: false },
    { name: "amount", type: "DOUBLE", nullable: false },
  ],
  profile: null,
  parquet_path: "/nowhere/sales.parquet",
};

const RESULT = {
  id: RESULT_ID,
  sql: "SELECT 1",
  plan: null,
  columns: [
    { name: "region", type: "VARCHAR" },
    { name: "average_amount", type: "DOUBLE" },
  ],
  rows: [
    ["North", 30.5],
    ["South", 12.25],
  ],
  row_count: 2,
  truncated: false,
  duration_ms: 1,
  digest: "d",
  engine: "duckdb 1.5.6",
  datasets: [],
  created_at: "2026-11-20T00:00:00.000Z",
};

export interface SmallToolbox extends Toolbox {
  calls: { name: string; input: unknown; running: number }[];
}

/**
 * A toolbox in memory with the four tools' names, for tests of the loop alone. `on` replaces what a tool does; `running` of a
 * call says how many others ran when it began.
 */
export function smallToolbox(
  on: Partial<Record<string, (input: unknown, signal: AbortSignal) => Promise<ToolOutcome>>> = {},
): SmallToolbox {
  const calls: SmallToolbox["calls"] = [];
  let running = 0;
  return {
    calls,
    definitions: ["describe_data", "run_sql", "create_plot", "create_table"].map((name) => ({
      name,
      description: `The tool ${name}.`,
      input_schema: { type: "object", properties: {} },
    })),
    tables: async () => [SALES],
    async run(name, input, signal) {
      calls.push({ name, input, running });
      running += 1;
      try {
        return await (on[name] ?? usual[name] ?? unknown)(input, signal);
      } finally {
        running -= 1;
      }
    },
  };
}

const done = (answer: object, events: AgentEvent[] = []): ToolOutcome => ({
  for_model: JSON.stringify(answer),
  is_error: false,
  events,
});

const unknown = async (): Promise<ToolOutcome> => ({
  for_model: "There is no such tool.",
  is_error: true,
  events: [],
});

const usual: Record<string, () => Promise<ToolOutcome>> = {
  describe_data: async () =>
    done({
      tables: [
        { table: "sales", row_count: 4, columns: SALES.columns.map(({ name, type }) => ({ name, type })) },
      ],
    }),
  run_sql: async () =>
    done({ result_id: RESULT_ID, columns: RESULT.columns, rows: RESULT.rows, row_count: 2 }, [
      {
        type: "query",
        query: { purpose: "average amount by region", sql: RESULT.sql, result: RESULT, error: null },
      },
    ]),
  create_plot: async () =>
    done({ plot_id: PLOT_ID }, [
      {
        type: "plot",
        plot: { id: PLOT_ID, request_id: null, title: "A chart", result_id: RESULT_ID, vega_lite_spec: {} },
      },
    ]),
  create_table: async () => done({ table: "kept" }, [{ type: "data-updated", table: "kept" }]),
};

/** A turn with a question, no past and a new toolbox, unless given otherwise. */
export function turnOf(question: string, more: Partial<Turn> = {}): Turn {
  return {
    ask: { kind: "question", text: question },
    history: [],
    tools: smallToolbox(),
    signal: new AbortController().signal,
    ...more,
  };
}

/** Everything a planner yields; with the error, when it ends with one. */
export async function gather(
  planner: Planner,
  turn: Turn,
): Promise<{ events: AgentEvent[]; error: unknown }> {
  const events: AgentEvent[] = [];
  try {
    for await (const event of planner.run(turn)) events.push(event);
    return { events, error: null };
  } catch (error) {
    return { events, error };
  }
}

/** What the person reads: each text of its own, in order of its beginning. */
export function textsOf(events: readonly AgentEvent[]): string[] {
  const texts = new Map<string, string>();
  for (const event of events) {
    if (event.type === "text") texts.set(event.id, (texts.get(event.id) ?? "") + event.delta);
  }
  return [...texts.values()];
}

export function eventsOf<T extends AgentEvent["type"]>(
  events: readonly AgentEvent[],
  type: T,
): Extract<AgentEvent, { type: T }>[] {
  return events.filter((event): event is Extract<AgentEvent, { type: T }> => event.type === type);
}
