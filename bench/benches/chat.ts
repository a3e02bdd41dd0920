import type { JsonObject } from "#e2e/support/claude/protocol.ts";
import type { Scenario } from "#e2e/support/claude/scenario.ts";
import { startClaudeStandIn } from "#e2e/support/claude/stand-in.ts";
import { startApp } from "#e2e/support/start-app.ts";
import { Client } from "../client.ts";
import { quantile, round } from "../quantile.ts";
import type { Figures } from "../run.ts";

const ONE_BY_ONE = 60;
const AT_ONCE = 100;
const DELTAS = 40;
const BETWEEN_DELTAS_MS = 50;

/**
 * How much the product adds to the model's own speed. Each delta of the stand-in carries the time at which it was
 * written, so the delay of a part is the client's clock at arrival less that; both run in this process.
 * `first_ms`: from the stand-in's first text byte to the client's first `text-delta`, one answer at a time.
 * `part_ms`: of every text delta while 100 answers of different people stream at once.
 */
export async function run(): Promise<Figures> {
  const standIn = await startClaudeStandIn({ scenario: clockwork });
  const app = await startApp({
    env: { ANTHROPIC_BASE_URL: standIn.url, ANTHROPIC_API_KEY: "bench", RATE_RUNS: "0", RATE_UPLOADS: "0" },
  });
  try {
    const first = await oneByOne(app.url);
    const { delays, complete } = await atOnce(app.url);
    return {
      answers: ONE_BY_ONE,
      first_ms_p50: round(quantile(first, 0.5)),
      first_ms_p95: round(quantile(first, 0.95)),
      at_once: AT_ONCE,
      lost: AT_ONCE - complete,
      parts: delays.length,
      part_ms_p50: round(quantile(delays, 0.5)),
      part_ms_p95: round(quantile(delays, 0.95)),
    };
  } finally {
    await app.stop();
    await standIn.close();
  }
}

async function oneByOne(baseUrl: string): Promise<number[]> {
  const client = await Client.register(baseUrl);
  const { sessionId } = await client.upload("sales.csv", CSV);
  const firsts: number[] = [];
  for (let i = 0; i < ONE_BY_ONE; i++) {
    const delays: number[] = [];
    await client.ask(sessionId, `Question ${i} [short]`, (part) => delays.push(...delayOf(part)));
    // The first answers warm the process up.
    if (delays[0] !== undefined && i >= 5) firsts.push(delays[0]);
  }
  return firsts;
}

async function atOnce(baseUrl: string): Promise<{ delays: number[]; complete: number }> {
  const people = [];
  for (let i = 0; i < AT_ONCE; i++) {
    const client = await Client.register(baseUrl);
    people.push({ client, ...(await client.upload("sales.csv", CSV)) });
  }
  const delays: number[] = [];
  const answers = people.map(async ({ client, sessionId }) => {
    let words = 0;
    let finished = false;
    await client.ask(sessionId, "Tell me the time", (part) => {
      const found = delayOf(part);
      delays.push(...found);
      words += found.length;
      finished ||= part.type === "finish" && part.messageMetadata?.stopped === false;
    });
    return finished && words === DELTAS;
  });
  const outcomes = await Promise.allSettled(answers);
  return { delays, complete: outcomes.filter((o) => o.status === "fulfilled" && o.value).length };
}

/** Delays in milliseconds of the stamps in one part; a server may join several deltas. */
function delayOf(part: { type: string; delta?: string }): number[] {
  if (part.type !== "text-delta" || !part.delta) return [];
  const arrived = now();
  return [...part.delta.matchAll(/<([\d.]+)>/g)].map(([, stamp]) => arrived - Number(stamp));
}

/** Milliseconds since 1970 with fractions. */
const now = () => performance.timeOrigin + performance.now();

const CSV = "region,amount\nNorth,10\nSouth,20\n";

/** Text whose every delta says when it was written; titles are answered plainly. */
const clockwork: Scenario = (request) => {
  if (request.tools.length === 0) return { kind: "message", blocks: [{ type: "text", text: "A title" }] };
  const short = JSON.stringify(request.messages.at(-1)).includes("[short]");
  return { kind: "events", events: stamped(short ? 2 : DELTAS), delay_ms: BETWEEN_DELTAS_MS };
};

function* stamped(deltas: number): Generator<JsonObject> {
  const usage = { input_tokens: 10, output_tokens: 1 };
  yield {
    type: "message_start",
    message: {
      id: "msg_clock",
      type: "message",
      role: "assistant",
      model: "claude-sonnet-5",
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage,
    },
  };
  yield { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } };
  for (let i = 0; i < deltas; i++) {
    const delta = { type: "text_delta", text: `<${now()}> ` };
    yield { type: "content_block_delta", index: 0, delta };
  }
  yield { type: "content_block_stop", index: 0 };
  yield {
    type: "message_delta",
    delta: { stop_reason: "end_turn", stop_sequence: null },
    usage: { output_tokens: deltas },
  };
  yield { type: "message_stop" };
}
