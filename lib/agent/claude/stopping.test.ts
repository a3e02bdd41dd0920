import { describe, expect, test, vi } from "vitest";
import { plannerUnderTest } from "#e2e/support/claude/planner-under-test.ts";
import { call, inOrder, message, overloaded, text } from "#e2e/support/claude/scenario.ts";
import { eventsOf, gather, smallToolbox, turnOf } from "#e2e/support/claude/small-toolbox.ts";

vi.hoisted(() => {
  process.env.LOG_LEVEL = "silent";
});

const under = plannerUnderTest();

const LONG = "The first half of the answer, and then the second half of it follows here.";

describe("stopping", () => {
  test.each([
    ["in the middle of a text", message([text(LONG.repeat(50))], { delay_ms: 20 })],
    ["before the reply begins", message([text("late")], { wait_ms: 5000 })],
    ["in a wait", overloaded(60)],
  ])("%s ends the answer at once and lets the connection go", async (_, reply) => {
    under.claude.play(() => reply);
    const stop = new AbortController();
    const begun = performance.now();
    setTimeout(() => stop.abort(new Error("stopped by the person")), 200);
    const { error } = await gather(under.planner, turnOf("?", { signal: stop.signal }));
    expect(performance.now() - begun).toBeLessThan(1000);
    expect(error).toMatchObject({ message: "stopped by the person" });
  });

  test("tells the tokens that were used until then, and leaves no request open", async () => {
    under.claude.play(() => message([text(LONG.repeat(50))], { delay_ms: 10 }));
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 150);
    const { events } = await gather(under.planner, turnOf("?", { signal: stop.signal }));
    expect(eventsOf(events, "usage")).toHaveLength(1);
    await expect.poll(() => under.claude.requests[0]!.abandonedAt).not.toBeNull();
  });

  test("whoever stops reading lets the connection go too", async () => {
    under.claude.play(() => message([text(LONG.repeat(50))], { delay_ms: 10 }));
    for await (const event of under.planner.run(turnOf("?"))) if (event.type === "text") break;
    await expect.poll(() => under.claude.requests[0]!.abandonedAt).not.toBeNull();
  });

  test("stops the tools that are running", async () => {
    under.claude.play(inOrder([message([call("run_sql")])]));
    const stop = new AbortController();
    const tools = smallToolbox({
      run_sql: (_, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
          setTimeout(() => stop.abort(new Error("stopped")), 50);
        }),
    });
    const { error } = await gather(under.planner, turnOf("?", { tools, signal: stop.signal }));
    expect(error).toMatchObject({ message: "stopped" });
  });
});
