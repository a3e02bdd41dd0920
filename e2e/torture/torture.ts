import { setTimeout as sleep } from "node:timers/promises";
import { type App, freePort, startApp } from "#e2e/support/start-app.ts";
import { type TortureFile, tortureFile } from "./files.ts";
import { randomOf } from "./random.ts";
import { type Server, sendMultipart, sendTus } from "./senders.ts";
import { settle, type Verdict, verify } from "./verify.ts";

const SENDERS = 4;
const MOST_MS = 6000;
const PAUSE_MS = 150;
const ENV = { RATE_UPLOADS: "0", RATE_RUNS: "0", RATE_LOGIN: "0", LOG_LEVEL: "error" };

export interface Report extends Verdict {
  kills: number;
  seed: number;
  sent: number;
  acknowledged: number;
}

/**
 * Uploads and loads without a pause while the server is killed at moments that the seed decides; then looks whether
 * everything that was acknowledged is there and whole, and nothing else is left.
 */
export async function torture({
  kills,
  seed,
  dataDir,
}: {
  kills: number;
  seed: number;
  dataDir: string;
}): Promise<Report> {
  const random = randomOf(seed);
  const port = await freePort();
  let app = await startApp({ env: ENV, dataDir, port });
  try {
    const server: Server = { url: app.url, token: await register(app) };
    const sent: TortureFile[] = [];
    const acknowledged: TortureFile[] = [];
    const sending = { on: true };
    const senders = Array.from({ length: SENDERS }, async (_, lane) => {
      while (sending.on) {
        const file = tortureFile(sent.length, random);
        sent.push(file);
        const done = lane % 2 === 0 ? await sendMultipart(server, file) : await sendTus(server, file);
        if (done) acknowledged.push(file);
        else await sleep(PAUSE_MS);
      }
    });
    const all = Promise.all(senders);
    // A sender that fails fails the run, and not only at its end.
    const killing = async () => {
      for (let i = 0; i < kills; i++) {
        await sleep(50 + random() * MOST_MS);
        await app.stop("SIGKILL");
        app = await startApp({ env: ENV, dataDir, port });
      }
      sending.on = false;
    };
    await Promise.all([killing(), all]);
    const files = await settle(server);
    const verdict = await verify({ server, files, sent, acknowledged });
    return { kills, seed, sent: sent.length, acknowledged: acknowledged.length, ...verdict };
  } finally {
    await app.stop();
  }
}

async function register(app: App): Promise<string> {
  const reply = await fetch(`${app.url}/api/v1/auth/register`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: `${crypto.randomUUID()}@example.com`, password: crypto.randomUUID() }),
  });
  if (!reply.ok) throw new Error(`no account: ${reply.status}`);
  return (await reply.json()).token;
}
