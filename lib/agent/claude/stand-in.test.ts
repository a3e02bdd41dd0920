import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { JsonObject } from "#e2e/support/claude/protocol.ts";
import { call, message, text, thinking } from "#e2e/support/claude/scenario.ts";
import { type ClaudeStandIn, startClaudeStandIn } from "#e2e/support/claude/stand-in.ts";

/** The stand-in refuses what the service refuses; otherwise tests against it would prove little. */
let claude: ClaudeStandIn;
beforeAll(async () => {
  claude = await startClaudeStandIn();
});
beforeEach(() => claude.play(() => message([text("Yes.")])));
afterAll(() => claude.close());

const HEADERS = { "x-api-key": "k", "anthropic-version": "2023-06-01", "content-type": "application/json" };
const TOOL = { name: "look", description: "Looks.", input_schema: { type: "object", properties: {} } };
const user = (...content: JsonObject[]): JsonObject => ({ role: "user", content });
const assistant = (...content: JsonObject[]): JsonObject => ({ role: "assistant", content });
const words = (value: string, more: JsonObject = {}): JsonObject => ({ type: "text", text: value, ...more });
const use = (id: string): JsonObject => ({ type: "tool_use", id, name: "look", input: {} });
const result = (id: string, more: JsonObject = {}): JsonObject => ({
  type: "tool_result",
  tool_use_id: id,
  content: "ok",
  ...more,
});
const MARK = { cache_control: { type: "ephemeral" } };

async function post(body: JsonObject, headers: Record<string, string> = HEADERS) {
  const reply = await fetch(`${claude.url}/v1/messages`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  const raw = await reply.text();
  return { status: reply.status, raw, json: raw.startsWith("{") ? JSON.parse(raw) : null };
}
const request = (more: JsonObject = {}): JsonObject => ({
  model: "claude-sonnet-5-5",
  max_tokens: 100,
  messages: [user(words("Hello"))],
  ...more,
});
const talk = (...messages: JsonObject[]) => request({ tools: [TOOL], messages });

describe("the envelope", () => {
  test("wants a key, in either header, and a version", async () => {
    const { "x-api-key": _, ...keyless } = HEADERS;
    const { "anthropic-version": __, ...versionless } = HEADERS;
    expect((await post(request(), keyless)).json.error.type).toBe("authentication_error");
    expect((await post(request(), keyless)).status).toBe(401);
    expect((await post(request(), { ...keyless, authorization: "Bearer k" })).status).toBe(200);
    expect((await post(request(), versionless)).status).toBe(400);
  });

  test("knows one path, and JSON", async () => {
    expect((await fetch(`${claude.url}/v1/nothing`)).status).toBe(404);
    const broken = await fetch(`${claude.url}/v1/messages`, { method: "POST", headers: HEADERS, body: "{" });
    expect(broken.status).toBe(400);
  });
});

describe("what it refuses", () => {
  test.each<[string, JsonObject, RegExp]>([
    ["no model", request({ model: "" }), /model/],
    ["no max_tokens", { model: "m", messages: [user(words("x"))] }, /max_tokens: Field required/],
    ["max_tokens of zero", request({ max_tokens: 0 }), /max_tokens/],
    ["a field nobody knows", request({ max_token: 5 }), /max_token: Extra inputs/],
    ["no messages", request({ messages: [] }), /at least one message/],
    ["the assistant first", talk(assistant(words("x"))), /first message must use the "user" role/],
    ["a role nobody knows", talk({ role: "tool", content: "x" }), /Unexpected role/],
    ["empty content", talk({ role: "user", content: "" }), /non-empty content/],
    ["an empty list of content", talk(user()), /non-empty content/],
    ["an empty text", talk(user(words(""))), /must be non-empty/],
    ["a text of white space", talk(user(words(" \n"))), /non-whitespace/],
    ["a block nobody knows", talk(user({ type: "hologram" })), /hologram/],
    ["a tool call of the user's", talk(user(use("a"))), /tool_use/],
    ["an empty system block", request({ system: [words("")] }), /system/],
    [
      "a call without an answer",
      talk(user(words("x")), assistant(use("a")), user(words("y"))),
      /without `tool_result`/,
    ],
    [
      "a call answered one message too late",
      talk(user(words("x")), assistant(use("a")), user(words("y")), assistant(words("z")), user(result("a"))),
      /without `tool_result`/,
    ],
    [
      "an answer after other words",
      talk(user(words("x")), assistant(use("a")), user(words("y"), result("a"))),
      /immediately after/,
    ],
    [
      "one of two calls unanswered",
      talk(user(words("x")), assistant(use("a"), use("b")), user(result("a"))),
      /: b\./,
    ],
    ["an answer to no call", talk(user(result("a"))), /unexpected `tool_use_id`/],
    [
      "two answers to one call",
      talk(user(words("x")), assistant(use("a")), user(result("a"), result("a"))),
      /single result/,
    ],
    ["an id used twice", talk(user(words("x")), assistant(use("a"), use("a")), user(result("a"))), /unique/],
    [
      "an error without words",
      talk(user(words("x")), assistant(use("a")), user(result("a", { is_error: true, content: "" }))),
      /cannot be empty/,
    ],
    [
      "tools forgotten",
      request({ messages: [user(words("x")), assistant(use("a")), user(result("a"))] }),
      /must define tools/,
    ],
    [
      "an input that is a list",
      talk(user(words("x")), assistant({ ...use("a"), input: [] }), user(result("a"))),
      /object/,
    ],
    ["a tool's bad name", request({ tools: [{ ...TOOL, name: "a b" }] }), /pattern/],
    ["a tool twice", request({ tools: [TOOL, TOOL] }), /unique/],
    [
      "a schema that is no object",
      request({ tools: [{ ...TOOL, input_schema: { type: "string" } }] }),
      /object/,
    ],
    ["an unknown choice", request({ tools: [TOOL], tool_choice: { type: "maybe" } }), /tool_choice/],
    ["a choice without tools", request({ tool_choice: { type: "auto" } }), /providing tools/],
    ["an unknown way to think", request({ thinking: { type: "hard" } }), /thinking/],
    ["five cache marks", talk(user(...["a", "b", "c", "d", "e"].map((w) => words(w, MARK)))), /maximum of 4/],
    ["an assistant's beginning", talk(user(words("x")), assistant(words("y"))), /prefill/],
    ["one that ends in white space", talk(user(words("x")), assistant(words("y "))), /trailing whitespace/],
    [
      "a thought nobody signed",
      talk(
        user(words("x")),
        assistant({ type: "thinking", thinking: "t", signature: "s" }),
        user(words("y")),
      ),
      /Invalid `signature`/,
    ],
  ])("%s", async (_, body, words) => {
    const { status, json } = await post(body);
    expect(status).toBe(400);
    expect(json).toMatchObject({ type: "error", error: { type: "invalid_request_error" } });
    expect(json.error.message).toMatch(words);
  });

  test("a thought that was altered, or whose past was", async () => {
    claude.play(() => message([thinking("a thought"), call("look")]));
    const { json } = await post(talk(user(words("x"))));
    const [thought, tool] = json.content as [JsonObject, JsonObject];
    const next = (first: JsonObject, block: JsonObject) =>
      talk(first, assistant(block, tool), user(result(String(tool.id))));
    expect((await post(next(user(words("x")), thought))).status).toBe(200);
    expect((await post(next(user(words("x", MARK)), thought))).status).toBe(200);
    const altered = await post(next(user(words("x")), { ...thought, thinking: "another" }));
    expect(altered.json.error.message).toMatch(/Invalid `signature`/);
    const moved = await post(next(user(words("other words")), thought));
    expect(moved.json.error.message).toMatch(/bound to a different conversation/);
  });
});

describe("what it answers", () => {
  test("a whole message to a plain request, events to a streaming one, with the same content", async () => {
    claude.play(() => message([text("Some words here."), call("look", { a: 1 })]));
    const whole = await post(talk(user(words("x"))));
    expect(whole.json).toMatchObject({ type: "message", role: "assistant", stop_reason: "tool_use" });
    const { raw } = await post({ ...talk(user(words("x"))), stream: true });
    const events = [...raw.matchAll(/event: (\S+)\ndata: (.*)\n\n/g)].map((m) => [m[1], JSON.parse(m[2]!)]);
    for (const [name, data] of events) expect(data.type).toBe(name);
    expect(events.at(0)![0]).toBe("message_start");
    expect(events.at(-1)![0]).toBe("message_stop");
    const said = events.flatMap(([, data]) => data.delta?.text ?? []).join("");
    const input = events.flatMap(([, data]) => data.delta?.partial_json ?? []).join("");
    expect(said).toBe("Some words here.");
    expect(JSON.parse(input)).toEqual({ a: 1 });
  });

  test("takes messages of one role in a row for one, as the service does", async () => {
    const body = talk(
      user(words("x")),
      assistant(use("a"), use("b")),
      user(result("a")),
      user(result("b"), words("y")),
    );
    expect((await post(body)).status).toBe(200);
  });
});
