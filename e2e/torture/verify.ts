import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { DataFile } from "#lib/datasets/schema.ts";
import type { TortureFile } from "./files.ts";
import { ask, type Server } from "./senders.ts";

/** A dead server's loads are taken up within 20 s, and then they are to be done. */
const SETTLE_MS = 180_000;

export interface Verdict {
  /** Acknowledged and not there, or not whole. */
  lost: string[];
  /** There, and not as it was sent. */
  damaged: string[];
}

/** All files of the account, when none loads any more. */
export async function settle(server: Server): Promise<DataFile[]> {
  for (const end = Date.now() + SETTLE_MS; ; await sleep(500)) {
    const files = await allFiles(server);
    const loading = files.filter((file) => file.status === "loading");
    if (loading.length === 0) return files;
    if (Date.now() > end) throw new Error(`${loading.length} files are still loading`);
  }
}

interface Input {
  server: Server;
  files: DataFile[];
  sent: TortureFile[];
  acknowledged: TortureFile[];
}

export async function verify({ server, files, sent, acknowledged }: Input): Promise<Verdict> {
  const byName = new Map(files.map((file) => [file.filename, file]));
  const lost = acknowledged.filter(({ name }) => !byName.has(name)).map(({ name }) => name);
  const damaged: string[] = [];
  for (const file of files) {
    const original = sent.find(({ name }) => name === file.filename);
    const fault = original === undefined ? "nobody sent it" : await faultOf(server, file, original);
    if (fault !== null) damaged.push(`${file.filename}: ${fault}`);
  }
  return { lost, damaged };
}

async function faultOf(server: Server, file: DataFile, sent: TortureFile): Promise<string | null> {
  if (file.status !== "ready") return `${file.status}: ${file.error}`;
  if (file.row_count !== sent.rows) return `${file.row_count} rows of ${sent.rows}`;
  if (file.receipt?.fingerprint !== sent.sha256) return "another fingerprint";
  const original = await ask(server, `/api/v1/files/${file.id}/original`);
  const bytes = Buffer.from((await original?.arrayBuffer()) ?? new ArrayBuffer(0));
  if (createHash("sha256").update(bytes).digest("hex") !== sent.sha256) return "other bytes";
  const sql = `SELECT count(*) AS n, count(DISTINCT id) AS ids FROM ${file.table}`;
  const answer = await ask(server, `/api/v1/sessions/${file.session_id}/query`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ sql }),
  });
  const rows = JSON.stringify((await answer?.json())?.rows);
  return rows === JSON.stringify([[sent.rows, sent.rows]]) ? null : `its table answers ${rows}`;
}

async function allFiles(server: Server): Promise<DataFile[]> {
  const files: DataFile[] = [];
  for (let cursor = ""; ; ) {
    const reply = await ask(server, `/api/v1/files?limit=200${cursor && `&cursor=${cursor}`}`);
    if (!reply?.ok) throw new Error(`the files cannot be listed: ${reply?.status}`);
    const page: { data: DataFile[]; next_cursor: string | null } = await reply.json();
    files.push(...page.data);
    if (page.next_cursor === null) return files;
    cursor = page.next_cursor;
  }
}
