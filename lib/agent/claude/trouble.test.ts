import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test, vi } from "vitest";
import { plausibleAnalyst } from "#e2e/support/claude/default-scenario.ts";
import { plannerUnderTest } from "#e2e/support/claude/planner-under-test.ts";
import {
  call,
  inOrder,
  message,
  overloaded,
  rateLimited,
  text,
  thinking,
} from "#e2e/support/claude/scenario.ts";
import { eventsOf, gather, smallToolbox, textsOf, turnOf } from "#e2e/support/claude/small-toolbox.ts";
import type { PastTurn } from "#lib/agent/schema.ts";
import { AppError } from "#lib/core/errors.ts";
import { claudePlanner } from "./claude.ts";

// What these tests provoke need not fill the screen.
vi.hoisted(() => {
  process.env.LOG_LEVEL = "silent";
});

const under = plannerUnderTest();

const statuses = (events: Awaited<ReturnType<typeof gather>>["events"]) =>
  eventsOf(events, "status").map((e) => e.message);
const LONG = "The first half of the answer, and then the second half of it follows here.";

describe("busy times", () => {
  test.each([
    ["429", rateLimited(1)],
    ["529", overloaded(1)],
  ])("a %s is waited out as long as it asks, and the person sees the wait", async (_, error) => {
    under.claude.play(inOrder([error, message([text("Here.")])]));
    const begun = performance.now();
    const { events, error: thrown } = await gather(under.planner, turnOf("?"));
    expect(thrown).toBeNull();
    expect(performance.now() - begun).toBeGreaterThan(990);
    expect(statuses(events)).toContain("Claude is busy, trying again in 1 s");
    expect(textsOf(events)).toEqual(["Here."]);
  });

  test("names the seconds that retry-after asks for", async () => {
    under.claude.play(inOrder([overloaded(4)]));
    const stop = new AbortController();
    for await (const event of under.planner.run(turnOf("?", { signal: stop.signal }))) {
      if (event.type !== "status" || !event.message.includes("busy")) continue;
      expect(event.message).toBe("Claude is busy, trying again in 4 s");
      break;
    }
  });

  test("gives up after a bounded number of tries with a sentence", async () => {
    under.claude.play(() => overloaded());
    const { error } = await gather(under.planner, turnOf("?"));
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: "unavailable", message: expect.stringMatching(/too busy/) });
    expect(under.claude.requests).toHaveLength(6);
  });

  test("does not wait for minutes: a long retry-after is handed on", async () => {
    under.claude.play(() => rateLimited(600));
    const { error } = await gather(under.planner, turnOf("?"));
    expect(error).toMatchObject({ code: "unavailable", retryAfter: 600 });
    expect(under.claude.requests).toHaveLength(1);
  });

  test("a spending limit is told at once: waiting would not help", async () => {
    const server = createServer((_req, res) => {
      res.writeHead(429, { "content-type": "application/json" });
      const details = { error_code: "enforced_spend_limit_reached" };
      res.end(
        JSON.stringify({ type: "error", error: { type: "rate_limit_error", message: "spent", details } }),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const spent = claudePlanner({ ...under.settings, baseUrl: `http://127.0.0.1:${port}` });
    const { error } = await gather(spent, turnOf("?"));
    server.close();
    expect(error).toMatchObject({ code: "unavailable", message: expect.stringMatching(/spending limit/) });
  });
});

describe("a stream that breaks off", () => {
  test.each(["destroy", "error", "end"] as const)(
    "before any word (%s): it is asked again and nobody notices but for the status",
    async (how) => {
      under.claude.play(
        inOrder([
          message([thinking("hm, this will take a while"), text(LONG)], { breaks: { after: 2, how } }),
          message([text(LONG)]),
        ]),
      );
      const { events, error } = await gather(under.planner, turnOf("?"));
      expect(error).toBeNull();
      expect(textsOf(events)).toEqual([LONG]);
      expect(statuses(events).join()).toMatch(/trying again in 1 s/);
      expect(under.claude.requests[1]!.request!.messages).toHaveLength(1);
    },
  );

  test.each(["destroy", "error", "end"] as const)(
    "after some words (%s): they stand, the rest is asked for, and it reads as one text",
    async (how) => {
      const rest = LONG.slice(36);
      under.claude.play(
        inOrder([
          message([thinking("short"), text(LONG, 12)], { breaks: { after: 5, how } }),
          message([text(rest)]),
        ]),
      );
      const { events, error } = await gather(under.planner, turnOf("?"));
      expect(error).toBeNull();
      expect(textsOf(events)).toEqual([LONG]);
      const [, again] = under.claude.requests;
      expect(again!.refused).toBeNull();
      const [part, nudge] = again!.request!.messages.slice(-2);
      expect(part!.content.at(-1)).toMatchObject({ type: "text", text: LONG.slice(0, 36).trimEnd() });
      expect(part!.content[0]!.type).toBe("thinking");
      expect(String(nudge!.content[0]!.text)).toMatch(/broke off/);
      expect(eventsOf(events, "text-end")).toHaveLength(1);
    },
  );

  test("after some words, when Claude then begins again: it is still read once", async () => {
    under.claude.play(
      inOrder([message([text(LONG)], { breaks: { after: 3, how: "destroy" } }), message([text(LONG, 5)])]),
    );
    const { events } = await gather(under.planner, turnOf("?"));
    expect(textsOf(events)).toEqual([LONG]);
    expect(eventsOf(events, "text-end")).toHaveLength(1);
  });

  test("after the words, before a tool call: the text ends once, and the call is made", async () => {
    under.claude.play(
      inOrder([
        message([text(LONG)], { breaks: { after: 3, how: "destroy" } }),
        message([call("describe_data")]),
        message([text("Done.")]),
      ]),
    );
    const { events, error } = await gather(under.planner, turnOf("?"));
    expect(error).toBeNull();
    expect(textsOf(events)).toEqual([LONG.slice(0, 36), "Done."]);
    expect(eventsOf(events, "text-end")).toHaveLength(2);
  });

  test("in the middle of a tool call: what was said stands, the call is made again", async () => {
    under.claude.play(
      inOrder([
        message([text("I'll look.", 50), call("run_sql", { sql: "SELECT 1 AS a_long_name" }, 4)], {
          breaks: { after: 4, how: "destroy" },
        }),
        message([call("run_sql", { sql: "SELECT 1" })]),
        message([text("One.")]),
      ]),
    );
    const tools = smallToolbox();
    const { events, error } = await gather(under.planner, turnOf("?", { tools }));
    expect(error).toBeNull();
    expect(tools.calls.map((c) => c.input)).toEqual([{ sql: "SELECT 1" }]);
    expect(textsOf(events)).toEqual(["I'll look.", "One."]);
  });

  test("again and again: it ends with a sentence, and what was said was shown once", async () => {
    under.claude.play(() => message([text("abcdef", 3)], { breaks: { after: 1, how: "destroy" } }));
    const { events, error } = await gather(under.planner, turnOf("?"));
    expect(error).toMatchObject({ code: "unavailable" });
    expect(under.claude.requests.length).toBeLessThanOrEqual(6);
    expect(textsOf(events)).toEqual(["abc"]);
  });

  test("counts the tokens of the part that arrived", async () => {
    under.claude.play(
      inOrder([message([text(LONG)], { breaks: { after: 2, how: "destroy" } }), message([text("rest")])]),
    );
    const { events } = await gather(under.planner, turnOf("?"));
    expect(eventsOf(events, "usage")).toHaveLength(2);
  });

  test("without message_stop, or without message_delta too, a whole reply counts as whole", async () => {
    for (const without of ["message_stop", "message_delta"] as const) {
      under.claude.requests.length = 0;
      under.claude.play(
        inOrder([message([call("describe_data")], { without }), message([text("All of it.")], { without })]),
      );
      const { events, error } = await gather(under.planner, turnOf("?"));
      expect(error).toBeNull();
      expect(textsOf(events)).toEqual(["All of it."]);
      expect(under.claude.requests).toHaveLength(2);
    }
  });

  test("after the last word: nothing is missing, so nothing is asked again", async () => {
    under.claude.play(inOrder([message([text(LONG)], { breaks: { after: 99, how: "destroy" } })]));
    const { events, error } = await gather(under.planner, turnOf("?"));
    expect(error).toBeNull();
    expect(textsOf(events)).toEqual([LONG]);
    expect(under.claude.requests).toHaveLength(1);
  });

  test("the kept exchange of a broken answer is taken by the service afterwards", async () => {
    under.claude.play(plausibleAnalyst);
    const first = await gather(under.planner, turnOf("Average amount by region? [cut] [think]"));
    expect(first.error).toBeNull();
    const past: PastTurn = {
      ask: { kind: "question", text: "Average amount by region? [cut] [think]" },
      answer: textsOf(first.events).join(),
      planner: "claude",
      transcript: eventsOf(first.events, "transcript").map((e) => e.message),
      queries: [],
    };
    const second = await gather(under.planner, turnOf("And now? [plain]", { history: [past] }));
    expect(second.error).toBeNull();
    expect(under.claude.requests.every((r) => r.refused === null)).toBe(true);
  });
});

describe("what cannot be mended by waiting", () => {
  test("a refused key is told as one", async () => {
    const stranger = claudePlanner({ ...under.settings, apiKey: "wrong" });
    const { error } = await gather(stranger, turnOf("?"));
    expect(error).toMatchObject({
      code: "unavailable",
      message: expect.stringMatching(/^The Claude key was refused/),
    });
    expect(under.claude.requests).toHaveLength(1);
  });

  test.each([
    [403, "permission_error", /key was refused/],
    [404, "not_found_error", /does not know the model claude-sonnet-5-5/],
    [402, "billing_error", /credit/],
    [400, "invalid_request_error", /did not accept the request/],
  ])("a %i gets its own sentence and no second try", async (status, type, sentence) => {
    under.claude.play(() => ({ kind: "error", status, type, message: "no" }));
    const { error } = await gather(under.planner, turnOf("?"));
    expect(error).toMatchObject({ code: "unavailable", message: expect.stringMatching(sentence) });
    expect(under.claude.requests).toHaveLength(1);
  });

  test("no server at all is told after some tries", async () => {
    const nowhere = claudePlanner({ ...under.settings, baseUrl: "http://127.0.0.1:9" });
    const { events, error } = await gather(nowhere, turnOf("?"));
    expect(statuses(events)).toContain("The connection to Claude was lost, trying again in 1 s");
    expect(error).toMatchObject({
      code: "unavailable",
      message: expect.stringMatching(/could not be reached/),
    });
  });
});
