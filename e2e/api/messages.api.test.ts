import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import {
  allChunks,
  api,
  type Chunk,
  call,
  chunksOf,
  csvForm,
  expectProblem,
  newSession,
  signUp,
} from "#e2e/support/api.ts";

let token: string;
beforeAll(async () => {
  token = await signUp();
});

const QUESTION = { text: "What is the average amount by region?" };
const ask = (id: string, json: unknown = QUESTION) =>
  call("POST", `/sessions/${id}/messages`, { token, json });
const answer = (id: string, json: unknown = QUESTION) =>
  api("POST", `/sessions/${id}/messages`, { token, json, headers: { accept: "application/json" } });

const textOf = (chunks: Chunk[]) =>
  chunks.flatMap((c) => (c.type === "text-delta" ? [c.delta] : [])).join("");

describe("the stream of an answer", () => {
  it("is the ai package's UI message stream with our parts, and says what is stored", async () => {
    const id = await newSession(token);
    const reply = await ask(id);
    expect(reply.status).toBe(200);
    expect(reply.headers.get("content-type")).toMatch(/^text\/event-stream/);
    expect(reply.headers.get("x-vercel-ai-ui-message-stream")).toBe("v1");
    expect(reply.headers.get("cache-control")).toContain("no-transform");
    expect(reply.headers.get("x-accel-buffering")).toBe("no");
    expect(reply.headers.get("content-encoding")).toBeNull();
    const chunks = await allChunks(reply);

    expect(chunks[0]).toMatchObject({ type: "start", messageId: expect.any(String) });
    const finish = chunks.at(-1);
    expect(finish).toMatchObject({
      type: "finish",
      messageMetadata: {
        request_id: expect.any(String),
        planner: expect.stringMatching(/^(claude|analyst)$/),
        usage: { input_tokens: expect.any(Number), output_tokens: expect.any(Number) },
        data_updated: false,
        duration_ms: expect.any(Number),
        rows_read: 4,
        stopped: false,
        unverified: 0,
      },
    });
    const query = chunks.find((c) => c.type === "data-query-result" && !c.data.is_error);
    const byRegion = new Map(query.data.rows.map((row: unknown[]) => [row[0], row[1]]));
    expect(byRegion.get("North")).toBe(15);
    expect(byRegion.get("South")).toBe(60);
    const plot = chunks.find((c) => c.type === "data-plot");
    expect(plot.data).toMatchObject({ result_id: query.data.result_id, vega_lite_spec: expect.any(Object) });
    expect(textOf(chunks)).toMatch(/60/);
    // Claims come with the start of the text they belong to.
    for (const [at, chunk] of chunks.entries()) {
      if (chunk.type === "text-start") expect(chunks[at - 1]).toMatchObject({ data: { text_id: chunk.id } });
    }

    const { body } = await api("GET", `/sessions/${id}`, { token });
    expect(body.messages).toHaveLength(2);
    expect(body.messages[0]).toMatchObject({ role: "user", parts: [{ type: "text", text: QUESTION.text }] });
    expect(body.messages[1]).toMatchObject({ id: chunks[0].messageId, metadata: { status: "complete" } });
    const types = body.messages[1].parts.map((part: { type: string }) => part.type);
    expect(types).not.toContain("data-status");
    expect(types).toContain("data-plot");
    const title = chunks.find((c) => c.type === "data-session-update")?.data.title;
    expect(body.title).toBe(title);
    expect((await call("GET", `/sessions/${id}/stream`, { token })).status).toBe(204);
  });

  it("goes on when its reader leaves, and can be joined from the first event", async () => {
    const id = await newSession(token);
    const leave = new AbortController();
    const first = await call("POST", `/sessions/${id}/messages`, {
      token,
      json: { auto_analyze: true },
      signal: leave.signal,
    });
    const { value: start } = await chunksOf(first).next();
    leave.abort();
    const joined = await call("GET", `/sessions/${id}/stream`, { token });
    if (joined.status === 200) expect((await allChunks(joined))[0]).toEqual(start);
    await expect
      .poll(async () => (await api("GET", `/sessions/${id}`, { token })).body.messages[1].metadata.status, {
        timeout: 20_000,
      })
      .toBe("complete");
    const { messages } = (await api("GET", `/sessions/${id}`, { token })).body;
    expect(messages[0]).toMatchObject({ metadata: { auto_analyze: true } });
    expect(messages[1].id).toBe(start.messageId);
    expect(messages[1].parts.filter((p: { type: string }) => p.type === "data-plot").length).toBeGreaterThan(
      0,
    );
  });

  it("ends within a second of stop, whatever was said is kept, and stop is idempotent", async () => {
    const id = await newSession(token);
    const reply = await ask(id);
    const following = allChunks(reply);
    const stopped = performance.now();
    expect((await call("POST", `/sessions/${id}/stop`, { token })).status).toBe(202);
    const chunks = await following;
    expect(performance.now() - stopped).toBeLessThan(1000);
    const { status, stopped: said } = chunks.at(-1).messageMetadata;
    expect([status, said]).toEqual(["stopped", true]);
    expect((await call("POST", `/sessions/${id}/stop`, { token })).status).toBe(202);
    const { messages } = (await api("GET", `/sessions/${id}`, { token })).body;
    expect(messages[1].metadata).toMatchObject({ status: "stopped", stopped: true });
  });

  it("is one at a time: of questions that come together one is answered and the others are 409", async () => {
    const id = await newSession(token);
    const replies = await Promise.all([ask(id), ask(id), ask(id)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    for (const reply of replies) await reply.text();
    expect((await api("GET", `/sessions/${id}`, { token })).body.messages).toHaveLength(2);
  });
});

describe("the finished answer", () => {
  it("has the contract's shape, and its parts can be fetched", async () => {
    const id = await newSession(token);
    const { status, body } = await answer(id);
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(
      [
        ...["request_id", "message_id", "text", "results", "plots", "claims", "unverified", "assumptions"],
        ...["usage", "cost_usd", "planner", "data_updated", "stopped"],
      ].sort(),
    );
    expect(body.text).toMatch(/60/);
    const [plot] = body.plots;
    const result = body.results.find((one: { id: string }) => one.id === plot.result_id);
    expect(result.rows).toContainEqual(["North", 15]);
    expect((await api("GET", `/results/${result.id}`, { token })).body).toEqual(result);
    expect((await api("GET", `/plots/${plot.id}`, { token })).body).toEqual(plot);
    const list = await api("GET", `/plots?request_id=${body.request_id}&session_id=${id}`, { token });
    expect(list.body).toMatchObject({ data: body.plots, count: body.plots.length, next_cursor: null });
  });

  it("remembers the conversation", async () => {
    const id = await newSession(token);
    await answer(id);
    const second = await answer(id, { text: "And the sum by region?" });
    expect(second.body.results.at(-1).rows).toContainEqual(["North", 30]);
    expect((await api("GET", `/sessions/${id}`, { token })).body.messages).toHaveLength(4);
  });

  it.each([
    ["nothing", {}],
    ["an empty text", { text: "" }],
    ["blanks", { text: "   " }],
    ["8,001 characters", { text: "x".repeat(8001) }],
    ["a number", { text: 1 }],
    ["no analysis", { auto_analyze: false }],
  ])("is not given for %s", async (_, json) => {
    const id = await newSession(token);
    expectProblem(await answer(id, json), 422, "invalid");
    expect((await api("GET", `/sessions/${id}`, { token })).body.messages).toEqual([]);
  });

  it("survives what a database cannot keep", async () => {
    const id = await newSession(token);
    const { status } = await answer(id, { text: "count rows \u0000 \ud83d" });
    expect(status).toBe(200);
  });
});

describe("one call for one question", () => {
  it("uploads, asks and answers", async () => {
    const form = csvForm(undefined, { query: QUESTION.text });
    const { status, body } = await api("POST", "/analysis", { token, form });
    expect(status).toBe(200);
    expect(body).toMatchObject({ response: body.text, is_plotting: true });
    expect(body.text).toMatch(/60/);
    const session = await api("GET", `/sessions/${body.session_id}`, { token });
    expect(session.body.messages).toHaveLength(2);
  });

  it("refuses a call without a question or a file, and leaves nothing", async () => {
    const own = await signUp();
    expectProblem(await api("POST", "/analysis", { token: own, form: csvForm() }), 422, "invalid");
    const noFile = new FormData();
    noFile.append("query", "How many?");
    expectProblem(await api("POST", "/analysis", { token: own, form: noFile }), 422, "invalid");
    const empty = csvForm("", { query: "How many?" });
    expectProblem(await api("POST", "/analysis", { token: own, form: empty }), 422, "invalid");
    expect((await api("GET", "/sessions", { token: own })).body.count).toBe(0);
  });

  it("is for people who are signed in", async () => {
    const form = csvForm(undefined, { query: "How many?" });
    expectProblem(await api("POST", "/analysis", { form }), 401, "unauthenticated");
  });
});

describe("another's session", () => {
  it.each([
    ["POST", "messages", QUESTION],
    ["GET", "stream", undefined],
    ["POST", "stop", undefined],
  ])("is not found: %s %s", async (method, verb, json) => {
    const id = await newSession(token);
    const stranger = await signUp();
    for (const [who, session] of [
      [stranger, id],
      [token, randomUUID()],
      [token, "nonsense"],
    ] as const) {
      expectProblem(
        await api(method, `/sessions/${session}/${verb}`, { token: who, json }),
        404,
        "not_found",
      );
    }
    expectProblem(await api(method, `/sessions/${id}/${verb}`, { json }), 401, "unauthenticated");
  });
});
