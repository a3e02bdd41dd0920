import type { AgentEvent, Turn } from "#lib/agent/schema.ts";
import { chooseChart, type Hint } from "#lib/charts/choose-chart.ts";
import type { ResultView } from "#lib/results/schema.ts";
import type { Plan } from "./plan/plan-of.ts";

/** A step that went wrong, in words for the person. */
export class StepFailed extends Error {}

export type Steps<T> = AsyncGenerator<AgentEvent, T>;

/** Runs a query through the tools, shows it, and gives its Result. @throws StepFailed */
export async function* query(turn: Turn, sql: string, purpose: string): Steps<ResultView> {
  const outcome = await turn.tools.run("run_sql", { sql, purpose: purpose.slice(0, 190) }, turn.signal);
  turn.signal.throwIfAborted();
  yield* outcome.events;
  for (const event of outcome.events)
    if (event.type === "query" && event.query.result) return event.query.result;
  const shown = outcome.events.find((event) => event.type === "query");
  throw new StepFailed(shown?.type === "query" && shown.query.error ? shown.query.error : outcome.for_model);
}

/** What a plan gave. Its chart and its Result are shown already. */
export interface Analysed {
  result: ResultView;
  /** What the plan left out or chose by itself. */
  assumptions: string[];
  isDrawn: boolean;
}

/** Runs a plan through the tools, shows it, and gives its Result; or why it was refused before it ran. @throws StepFailed */
export async function* analyse(turn: Turn, plan: Plan, title: string): Steps<Analysed | { refused: string }> {
  const outcome = await turn.tools.run("run_analysis", { plan, title: title.slice(0, 190) }, turn.signal);
  turn.signal.throwIfAborted();
  const refused = outcome.is_error ? refusalOf(outcome.for_model) : null;
  if (refused !== null) return { refused };
  yield* outcome.events.filter(({ type }) => type !== "assumptions");
  const shown = outcome.events.find((event) => event.type === "query");
  const result = shown?.type === "query" ? shown.query.result : null;
  if (!result)
    throw new StepFailed(
      shown?.type === "query" && shown.query.error ? shown.query.error : outcome.for_model,
    );
  return {
    result,
    assumptions: outcome.events.flatMap((event) => (event.type === "assumptions" ? event.assumptions : [])),
    isDrawn: outcome.events.some(({ type }) => type === "plot"),
  };
}

/** The first fault of a plan that was refused, without its path; null for any other error. */
function refusalOf(told: string): string | null {
  if (!told.startsWith("The plan cannot run")) return null;
  return /^- [^:]*: (.*)$/m.exec(told)?.[1] ?? told;
}

/** A check that cannot run on this table (a type that cannot be compared) is left out; the others stand. */
export async function* attempt(turn: Turn, sql: string, purpose: string): Steps<ResultView | null> {
  try {
    return yield* query(turn, sql, purpose);
  } catch (error) {
    if (error instanceof StepFailed) return null;
    throw error;
  }
}

/** Draws a Result where a chart says more than the table. One that cannot be drawn is left out: the numbers stand. */
export async function* draw(
  turn: Turn,
  result: ResultView,
  title: string,
  hint: Hint | null,
): Steps<boolean> {
  const { columns, rows, row_count } = result;
  const spec = chooseChart({ columns, rows, row_count, title, ...(hint ? { hint } : {}) });
  if (!spec) return false;
  yield { type: "status", message: "Drawing the chart" };
  const input = { title: title.slice(0, 190), result_id: result.id, vega_lite_spec: spec };
  const outcome = await turn.tools.run("create_plot", input, turn.signal);
  turn.signal.throwIfAborted();
  if (outcome.is_error) return false;
  yield* outcome.events;
  return true;
}

const PIECE = /\S+\s*/g;
const WORDS = 6;

/** Sentences as a few deltas of one text. */
export function* say(id: string, sentences: string[]): Generator<AgentEvent> {
  const words = sentences.join(" ").match(PIECE) ?? [];
  for (let i = 0; i < words.length; i += WORDS)
    yield { type: "text", id, delta: words.slice(i, i + WORDS).join("") };
  yield { type: "text-end", id };
}

/** Paragraphs and lists keep their line breaks. */
export function* sayText(id: string, text: string): Generator<AgentEvent> {
  yield* say(id, [text]);
}
