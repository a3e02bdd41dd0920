import { Writable } from "node:stream";
import { pino } from "pino";
import { expect, test } from "vitest";
import { logOptions } from "./log.ts";

function capture(write: (log: pino.Logger) => void): { text: string; lines: Record<string, unknown>[] } {
  let text = "";
  const stream = new Writable({
    write(chunk, _, done) {
      text += chunk;
      done();
    },
  });
  write(pino(logOptions, stream));
  const lines = text.trim().split("\n");
  return { text, lines: lines.map((line) => JSON.parse(line)) };
}

test("an event is one line of JSON with its level, time and fields", () => {
  const { lines } = capture((log) => log.child({ request_id: "r1" }).info({ status: 200 }, "request"));
  expect(lines).toEqual([
    { level: "info", time: expect.stringMatching(/Z$/), request_id: "r1", status: 200, msg: "request" },
  ]);
});

test("secrets are struck out at the top and further in", () => {
  const { text, lines } = capture((log) =>
    log.info({
      password: "s3cret",
      headers: { authorization: "Bearer s3cret", "set-cookie": "s3cret", accept: "text/html" },
      request: { headers: { cookie: "s3cret" } },
      user: { tokenHash: "s3cret", name: "Ana" },
    }),
  );
  expect(text).not.toContain("s3cret");
  expect(lines[0]).toMatchObject({ headers: { accept: "text/html" }, user: { name: "Ana" } });
});

test("of an error its kind, words, code, stack and causes are kept, and nothing that hangs on it", () => {
  const cause = Object.assign(new Error("duplicate key"), {
    code: "23505",
    detail: "Key (email)=(ana@x.org)",
  });
  const error = new TypeError("could not store", { cause });
  Object.assign(error, { config: { url: "postgresql://u:s3cret@h/d" }, row: ["a cell"] });
  const { text, lines } = capture((log) => log.error({ err: error }, "failed"));
  expect(lines[0]?.err).toMatchObject({
    type: "TypeError",
    message: "could not store",
    stack: expect.stringContaining("log.test.ts"),
    cause: { message: "duplicate key", code: "23505" },
  });
  expect(text).not.toMatch(/s3cret|a cell|ana@x\.org/);
});

test("causes that go in a circle end", () => {
  const error = new Error("round");
  error.cause = error;
  expect(capture((log) => log.error({ err: error })).lines).toHaveLength(1);
});
