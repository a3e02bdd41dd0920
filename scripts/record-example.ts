/**
 * Records the session that the front page shows: signs up at a running product, opens a sample, asks, and keeps
 * what was answered. Usage: `node scripts/record-example.ts http://127.0.0.1:3000`.
 */
import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";

const SAMPLE = "coffee-sales";
const QUESTIONS = ["Total revenue by month", "Which product has the highest average revenue?"];
const OUTPUT = new URL("../app/(public)/example.json", import.meta.url);

const base = process.argv[2] ?? "http://127.0.0.1:3000";
let token = "";

async function call(path: string, body?: object, accept = "application/json"): Promise<unknown> {
  const reply = await fetch(`${base}/api/v1${path}`, {
    method: body ? "POST" : "GET",
    headers: {
      "content-type": "application/json",
      accept,
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!reply.ok) throw new Error(`${path} answered ${reply.status}: ${await reply.text()}`);
  return reply.json();
}

/** The fields this script reads; the product's own schemas check the rest when the page loads the file. */
interface Registered {
  token: string;
}
interface Recorded {
  id: string;
  files: { filename: string }[];
  messages: unknown[];
}

const email = `example-${randomBytes(6).toString("hex")}@example.org`;
const account = (await call("/auth/register", {
  email,
  password: randomBytes(18).toString("base64"),
})) as Registered;
token = account.token;
const { id } = (await call("/sessions", { sample: SAMPLE })) as Recorded;
for (const text of QUESTIONS) await call(`/sessions/${id}/messages`, { text });
const session = (await call(`/sessions/${id}`)) as Recorded;
const example = { sample: SAMPLE, filename: session.files[0]?.filename ?? "", messages: session.messages };
await writeFile(OUTPUT, `${JSON.stringify(example, null, 1)}\n`);
console.log(`recorded ${session.messages.length} messages`);
