import type { Usage } from "#lib/billing/schema.ts";
import type { PlotView } from "#lib/charts/schema.ts";
import type { Json } from "#lib/core/schema.ts";
import type { TableInfo } from "#lib/datasets/schema.ts";
import type { ResultView } from "#lib/results/schema.ts";

/** A query as the person sees it: the Result, or why there is none. */
export interface QueryShown {
  purpose: string;
  sql: string;
  result: ResultView | null;
  error: string | null;
}

/**
 * What a planner yields, in the order in which the person sees it. `transcript` is for the planner alone: a
 * message of the provider's own form, kept word for word (signatures too) and handed back with the history. `usage` is
 * what one request used: a run's is the sum.
 */
export type AgentEvent =
  | { type: "status"; message: string }
  | { type: "text"; id: string; delta: string }
  | { type: "text-end"; id: string }
  | { type: "query"; query: QueryShown }
  | { type: "plot"; plot: PlotView }
  | { type: "assumptions"; assumptions: string[] }
  | { type: "data-updated"; table: string }
  | { type: "usage"; usage: Usage }
  | { type: "transcript"; message: Json };

/** A question, or the request to look a fresh file over. */
export type Ask = { kind: "question"; text: string } | { kind: "auto_analyze" };

/** A finished exchange of the same session, oldest first. */
export interface PastTurn {
  ask: Ask;
  /** The answer's sentences, joined. */
  answer: string;
  planner: "claude" | "analyst";
  /** Empty when another planner answered, or when the run was cut off. */
  transcript: Json[];
  /** The SQL that ran, so that "and by month?" can refer to it. */
  queries: { sql: string; result_id: string }[];
}

/** What running a tool gives: a short answer for the model (rows never travel through it whole), and what the person sees. */
export interface ToolOutcome {
  for_model: string;
  is_error: boolean;
  events: AgentEvent[];
}

/** The tools bound to one session and run. Never throws for what a model can mend: that is an `is_error` outcome. */
export interface Toolbox {
  /** Name, description and JSON Schema of the input, for a model. */
  definitions: { name: string; description: string; input_schema: { [key: string]: Json } }[];
  run(name: string, input: unknown, signal: AbortSignal): Promise<ToolOutcome>;
  /** The session's ready tables now, derived ones too. */
  tables(): Promise<TableInfo[]>;
}

export interface Turn {
  ask: Ask;
  history: PastTurn[];
  tools: Toolbox;
  signal: AbortSignal;
}

/** Yields events until the answer ends. Throws `AppError` for what a person can act on; stops soon after `signal`. */
export interface Planner {
  name: "claude" | "analyst";
  run(turn: Turn): AsyncIterable<AgentEvent>;
  /** A title of at most 60 characters for the first exchange; no tools are offered to a model for it. */
  title(input: {
    question: string;
    answer: string;
    tables: string[];
    signal: AbortSignal;
  }): Promise<{ title: string; usage: Usage }>;
}
