import { expect, test } from "vitest";
import { detailOf, problemOf } from "./problem-of.ts";

test("a problem's own sentence is told", async () => {
  const reply = new Response(JSON.stringify({ detail: "An answer is running." }), { status: 409 });
  expect(await problemOf(reply)).toBe("An answer is running.");
});

test.each(["", "<html>Bad gateway</html>", "{ cut off", '{"detail":7}', "[]"])(
  "%j holds no sentence",
  async (body) => {
    expect(detailOf(body)).toBeNull();
    expect(await problemOf(new Response(body, { status: 502 }))).toContain("status 502");
  },
);
