import { beforeAll, expect, it } from "vitest";
import { analyst } from "#lib/agent/analyst/analyst.ts";
import { TYPES } from "#lib/agent/analyst/test-support/reach-tables.ts";
import type { AgentEvent, PastTurn } from "#lib/agent/schema.ts";
import { createToolbox } from "#lib/agent/toolbox.ts";
import type { ResultView } from "#lib/results/schema.ts";
import { type PlanSession, planSession, type Row, selectOf } from "./plan-session.ts";

/** The analyst reads the questions before, and not what was answered. */
const ANSWERED: Omit<PastTurn, "ask"> = { answer: "", planner: "analyst", transcript: [], queries: [] };

/** A session for each table, for the top of a test file; `ask` puts a question to the analyst after others. */
export function reach(tables: Partial<Record<keyof typeof TYPES, Row[]>>) {
  const sessions = new Map<string, PlanSession>();
  beforeAll(async () => {
    for (const name of Object.keys(TYPES) as (keyof typeof TYPES)[]) {
      const rows = tables[name];
      if (!rows) continue;
      const session = await planSession();
      await session.tableOf(name, selectOf(TYPES[name], rows));
      sessions.set(name, session);
    }
  });

  return async function ask(table: string, ...questions: string[]) {
    const { ctx, session_id } = sessions.get(table) as PlanSession;
    const asked = questions.map((text) => ({ kind: "question" as const, text }));
    const last = asked.pop() ?? { kind: "question" as const, text: "" };
    const history = asked.map((question) => ({ ...ANSWERED, ask: question }));
    const events: AgentEvent[] = [];
    const tools = createToolbox({ ctx, session_id, run_id: null });
    const turn = { ask: last, history, tools, signal: new AbortController().signal };
    for await (const event of analyst.run(turn)) events.push(event);
    const results = events.flatMap((event) =>
      event.type === "query" && event.query.result ? [event.query.result] : [],
    );
    const said = events.map((event) => (event.type === "text" ? event.delta : "")).join("");
    const assumed = events.flatMap((event) => (event.type === "assumptions" ? event.assumptions : []));
    return { said, assumed, result: results.find(({ plan }) => plan !== null), results };
  };
}

/** A plan of a Result, to be matched. */
export const planOf = (result: ResultView | undefined): Row =>
  result?.plan && typeof result.plan === "object" && !Array.isArray(result.plan) ? result.plan : {};

/** Whether a cell says the figure: the same text, or the number to nine digits. */
const isCell = (cell: unknown, wanted: string | number): boolean =>
  typeof wanted === "number"
    ? typeof cell === "number" && Math.abs(cell - wanted) <= Math.max(1e-9, Math.abs(wanted) * 1e-9)
    : String(cell) === wanted;

export type Case = [
  question: string,
  operation: string,
  cells: (string | number | undefined)[],
  said?: string,
];

/** Each question is answered by a plan of that operation, whose Result holds these cells, in sentences with these words. */
export function answers(ask: ReturnType<typeof reach>, table: string, cases: Case[]): void {
  it.each(cases)("%s", async (question, operation, cells, words) => {
    const { said, result } = await ask(table, ...question.split(" >> "));
    expect(planOf(result).operation, said).toBe(operation);
    const all = result?.rows.flat() ?? [];
    for (const wanted of cells)
      expect(
        wanted !== undefined && all.some((cell) => isCell(cell, wanted)),
        `${wanted} in ${JSON.stringify(result?.rows.slice(0, 8))}`,
      ).toBe(true);
    if (words !== undefined) expect(said).toContain(words);
    expect(said).not.toMatch(/NaN|undefined|\bnull\b|Infinity|no number/);
  });
}
