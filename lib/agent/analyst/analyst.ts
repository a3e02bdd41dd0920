import "server-only";
import type { AgentEvent, Planner, Turn } from "#lib/agent/schema.ts";
import { NO_USAGE } from "#lib/billing/schema.ts";
import type { TableInfo } from "#lib/datasets/schema.ts";
import { answer } from "./answer.ts";
import { answerRequest } from "./answer-request.ts";
import { catalogOf } from "./catalog.ts";
import { lookOver } from "./look-over/look-over.ts";
import { lookupValues } from "./lookup-values.ts";
import { isGreeting, NO_TABLES, sayGreeting, sayNotUnderstood } from "./not-understood.ts";
import { readConversation } from "./read/follow-up.ts";
import { StepFailed, say, sayText } from "./steps.ts";
import { titleOf } from "./title.ts";

/** Questions of the conversation so far that a follow-up may refer to. */
const REMEMBERED = 8;

async function* answerQuestion(turn: Turn, text: string, tables: TableInfo[]): AsyncGenerator<AgentEvent> {
  if (isGreeting(text)) return yield* sayText("answer", sayGreeting(tables));
  yield { type: "status", message: "Reading the columns" };
  const catalog = catalogOf(tables);
  const before = turn.history
    .flatMap(({ ask }) => (ask.kind === "question" ? [ask.text] : []))
    .slice(-REMEMBERED);
  let full = readConversation([...before, text], catalog);
  if ("misunderstood" in full.reading) {
    const known = yield* lookupValues(turn, full, catalog);
    if (known.size > 0) full = readConversation([...before, text], catalog, known);
  }
  const { reading } = full;
  if ("misunderstood" in reading)
    return yield* sayText("answer", sayNotUnderstood(reading.misunderstood.reason, full.question, tables));
  const done =
    "request" in reading
      ? yield* answerRequest(turn, reading.request, catalog)
      : yield* answer(turn, reading.intent, catalog);
  if ("refused" in done)
    return yield* sayText("answer", sayNotUnderstood(done.refused, full.question, tables));
  const { sentences, assumptions } = done;
  yield* say("answer", sentences);
  if (assumptions.length > 0) yield { type: "assumptions", assumptions: [...new Set(assumptions)] };
}

async function* run(turn: Turn): AsyncGenerator<AgentEvent> {
  turn.signal.throwIfAborted();
  const tables = await turn.tools.tables();
  try {
    if (tables.length === 0) yield* sayText("answer", NO_TABLES);
    else if (turn.ask.kind === "auto_analyze") yield* lookOver(turn, tables);
    else yield* answerQuestion(turn, turn.ask.text, tables);
  } catch (error) {
    turn.signal.throwIfAborted();
    if (!(error instanceof StepFailed)) throw error;
    yield* sayText("failure", `That did not work: ${error.message}`);
  }
  yield { type: "usage", usage: NO_USAGE };
}

/**
 * The built-in planner: no model, no network. Reads a plain question against the session's tables, computes in SQL
 * through the tools, and says in sentences what the Results hold, what it assumed, and when it does not understand.
 */
export const analyst: Planner = {
  name: "analyst",
  run,
  async title({ question }) {
    return { title: titleOf(question), usage: NO_USAGE };
  },
};
