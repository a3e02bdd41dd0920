import { type SoFar, soFar } from "./conversation-so-far.ts";
import { barChart, furtherQueries, pickQuery, type Query, tablesIn } from "./pick-query.ts";
import type { MessagesRequest } from "./protocol.ts";
import {
  call,
  message,
  overloaded,
  rateLimited,
  type Scenario,
  type ScriptedBlock,
  type ScriptedReply,
  text,
  thinking,
} from "./scenario.ts";

/**
 * Behaves like a plausible model: describes the data, queries it, draws it, and answers with figures of the results.
 * Words in brackets in the question make trouble: `[slow]`, `[crawl]` (slower than a page loads), `[busy]` (529), `[limited]` (429), `[cut]`, `[error]` (mid-stream),
 * `[refuse]`, `[wrong]` (a failing query first), `[think]`, `[keep]` (create_table), `[plain]` (no tools), `[down]` (529 for ever).
 */
export const plausibleAnalyst: Scenario = (request, seen) => {
  if (request.tools.length === 0) return message([text(titleFor(request))]);
  const now = soFar(request);
  const wants = (word: string) => now.question.includes(`[${word}]`);
  if (wants("down")) return overloaded(1);
  if (wants("busy") && seen === 0 && now.results.length === 0) return overloaded(1);
  if (wants("limited") && seen === 0 && now.results.length === 0) return rateLimited(1);
  if (wants("refuse")) return refusal();
  const reply = nextReply(now, wants);
  if (reply.kind !== "message") return reply;
  if (now.nudge !== null) return { ...reply, blocks: restOf(reply.blocks, now.nudge) };
  const isAnswer = reply.blocks.every((block) => block.type !== "tool_use");
  const words = reply.blocks.flatMap((b) => (b.type === "text" ? [b.text] : [])).join("");
  const middle = Math.floor(words.length / 24);
  if (isAnswer && wants("cut")) return { ...reply, breaks: { after: middle, how: "destroy" } };
  if (isAnswer && wants("error")) return { ...reply, breaks: { after: middle, how: "error" } };
  if (isAnswer && wants("crawl")) return { ...reply, delay_ms: 2000 };
  return isAnswer && wants("slow") ? { ...reply, delay_ms: 150 } : reply;
};

/** After a break the nudge quotes the end of what arrived: the rest of the words, or the calls alone. */
function restOf(blocks: ScriptedBlock[], nudge: string): ScriptedBlock[] {
  const arrived = nudge.match(/«([\s\S]*)»/)?.[1];
  if (arrived === undefined) return blocks;
  return blocks.flatMap((block) => {
    if (block.type !== "text") return [block];
    const at = block.text.indexOf(arrived);
    const rest = at === -1 ? "" : block.text.slice(at + arrived.length);
    return rest.trim() === "" ? [] : [text(rest)];
  });
}

function refusal(): ScriptedReply {
  const stop_details = { type: "refusal", category: "cyber", explanation: "This was declined." };
  return message([], { stop_reason: "refusal", stop_details });
}

function nextReply(now: SoFar, wants: (word: string) => boolean): ScriptedReply {
  if (wants("plain")) return message([text(PLAIN)]);
  const thought = wants("think") ? [thinking("First I look at the columns, then I query.")] : [];
  const described = now.results.filter((r) => r.name === "describe_data" && !r.isError).at(-1);
  if (!described) return message([...thought, text("I'll look at the data first."), call("describe_data")]);
  const query = pickQuery(now.question, tablesIn(described.answer));
  if (!query) return message([text("There is no table here yet that I could query.")]);
  const ran = now.results.filter((r) => r.name === "run_sql" && !r.isError);
  const plan = /look this data over/i.test(now.question) ? [query, ...furtherQueries(query)] : [query];
  if (ran.length === 0) return queries(plan, now, wants, thought);
  if (!now.results.some((r) => r.name === "create_plot")) return plots(plan, ran);
  if (wants("keep") && !now.results.some((r) => r.name === "create_table")) {
    return message([call("create_table", { name: "kept_summary", sql: query.sql })]);
  }
  return message([text(conclusion(plan, ran))]);
}

function queries(
  plan: Query[],
  now: SoFar,
  wants: (word: string) => boolean,
  thought: ReturnType<typeof thinking>[],
): ScriptedReply {
  const failed = now.results.some((r) => r.name === "run_sql");
  const wrong = wants("wrong") && !failed;
  const calls = plan.map(({ sql, purpose }) =>
    call("run_sql", { sql: wrong ? sql.replace("SELECT ", "SELECT no_such_column, ") : sql, purpose }, 7),
  );
  return message([...thought, ...calls]);
}

function plots(plan: Query[], ran: SoFar["results"]): ScriptedReply {
  const calls = plan.flatMap((query, i) => {
    const id = ran[i]?.answer.result_id;
    if (typeof id !== "string") return [];
    return [call("create_plot", { title: heading(query), result_id: id, vega_lite_spec: barChart(query) })];
  });
  return calls.length > 0 ? message(calls) : message([text("The query gave no result that could be drawn.")]);
}

const heading = ({ purpose }: Query) => purpose.charAt(0).toUpperCase() + purpose.slice(1);

/** Figures as the results have them, rounded for reading. */
function conclusion(plan: Query[], ran: SoFar["results"]): string {
  const sentences = plan.map((query, i) => {
    const rows = ran[i]?.answer.rows;
    if (!Array.isArray(rows) || rows.length === 0) return `There are no rows for ${query.purpose}.`;
    const [first, last] = [rows.at(0), rows.at(-1)];
    if (!Array.isArray(first) || !Array.isArray(last)) return "";
    const figure = query.figure.replaceAll("_", " ");
    const highest = `The ${figure} is highest for ${first[0]}, at ${rounded(first[1])}`;
    return rows.length === 1
      ? `${highest}.`
      : `${highest}, and lowest for ${last[0]}, at ${rounded(last[1])}.`;
  });
  return `${sentences.join(" ")} I took every row of the table into account.`;
}

function rounded(value: unknown): string {
  return typeof value === "number" ? String(Math.round(value * 100) / 100) : String(value);
}

const PLAIN =
  "This answer needs no data. It has a few sentences all the same, so that there is something to read. That is all.";

function titleFor({ messages }: MessagesRequest): string {
  const words = messages
    .flatMap((m) => m.content.map((b) => (typeof b.text === "string" ? b.text : "")))
    .join("\n");
  const question = words.match(/<question>\s*([\s\S]*?)\s*<\/question>/)?.[1] ?? words;
  const matter = question
    .replace(/\[\w+\]/g, "")
    .replace(/^\s*(what|which|how|who|when|where)\s+(is|are|was|were|does|do|did)?\s*(the)?\s*/i, "")
    .replace(/[?.!\s]+$/, "");
  const short = matter.split(/\s+/).slice(0, 6).join(" ");
  return short.charAt(0).toUpperCase() + short.slice(1);
}
