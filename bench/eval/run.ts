/**
 * `npm run eval -- PATH/TO/SET.jsonl --out predictions.jsonl`: runs an evaluation set through the built product over
 * HTTP and writes a prediction a line, for the set's own scorer. A line of the set is stripped to what the system may
 * see. What `--out` has already is not asked again. Prints one JSON line at its end.
 */
import { appendFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { startApp } from "#e2e/support/start-app.ts";
import { Client } from "../client.ts";
import { answeredIn, readSet, type Visible } from "./read-set.ts";
import { tableAnswer } from "./table-answer.ts";

const CONCURRENCY = 2;

const { positionals, values } = parseArgs({ allowPositionals: true, options: { out: { type: "string" } } });
const [setPath] = positionals;
if (setPath === undefined || values.out === undefined) {
  console.error("Which set? npm run eval -- PATH/TO/SET.jsonl --out predictions.jsonl");
  process.exit(2);
}
const started = performance.now();
const lines = await readSet(setPath);
const done = await answeredIn(values.out);
const waiting = lines.filter(({ id }) => !done.has(id));
const counts = { answered: 0, refused: 0 };
const app = await startApp({
  env: { RATE_UPLOADS: "0", RATE_RUNS: "0", RATE_LOGIN: "0", LOG_LEVEL: "error" },
});
try {
  const client = await Client.register(app.url);
  await Promise.all(Array.from({ length: CONCURRENCY }, () => work(client, values.out ?? "")));
} finally {
  await app.stop();
}
const seconds = Math.round((performance.now() - started) / 100) / 10;
console.log(JSON.stringify({ eval: setPath, lines: lines.length, already: done.size, ...counts, seconds }));
process.exit(0);

async function work(client: Client, out: string): Promise<void> {
  for (let line = waiting.shift(); line !== undefined; line = waiting.shift()) {
    const answer = await answerOf(client, line);
    counts["error" in answer ? "refused" : "answered"] += 1;
    await appendFile(out, `${JSON.stringify({ id: line.id, answer })}\n`);
  }
}

function answerOf(client: Client, { number, dataset }: Visible) {
  return tableAnswer(client, { path: resolve(dirname(setPath ?? ""), dataset), number });
}
