import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Json } from "#lib/core/schema.ts";
import type { DataFile } from "#lib/datasets/schema.ts";
import type { Client } from "../client.ts";

export type TableAnswer =
  | { header: string[] | null; rows: number; cols: number; data?: Json[][] }
  | { error: string };

const LOOK_EVERY_MS = 100;
/** Cells of larger tables are not compared. */
const DATA_ROWS = 2000;

/** Loads a file under a name that says nothing, and tells the table that the product made of it. */
export async function tableAnswer(
  client: Client,
  { path, number }: { path: string; number: number },
): Promise<TableAnswer> {
  const body = new FormData();
  body.append("file", new File([await readFile(path)], `file-${number}${extname(path).toLowerCase()}`));
  const reply = await client.fetch("/api/v1/uploads", { method: "POST", body });
  const sent = await reply.json();
  if (reply.status >= 500) throw new Error(`${path} was answered ${reply.status}: ${JSON.stringify(sent)}`);
  if (!reply.ok) return { error: sent.detail };
  try {
    return await answerOf(client, await loaded(client, sent.session_id));
  } finally {
    await client.fetch(`/api/v1/sessions/${sent.session_id}`, { method: "DELETE" });
  }
}

async function loaded(client: Client, sessionId: string): Promise<DataFile[]> {
  for (;;) {
    const { files } = await client.send(`/api/v1/sessions/${sessionId}`);
    if (files.every((file: DataFile) => file.status !== "loading")) return files;
    await sleep(LOOK_EVERY_MS);
  }
}

/** Of several tables of one file the largest answers. */
async function answerOf(client: Client, files: DataFile[]): Promise<TableAnswer> {
  const cells = (file: DataFile) => (file.row_count ?? 0) * (file.column_count ?? 0);
  const [largest] = files.filter((file) => file.status === "ready").sort((a, b) => cells(b) - cells(a));
  if (largest === undefined) return { error: files.map(({ error }) => error).join(" ") };
  const rows = largest.row_count ?? 0;
  const hasHeader = largest.receipt?.dialect?.header_rows !== 0;
  const answer = {
    header: hasHeader ? (largest.receipt?.header ?? largest.columns.map(({ name }) => name)) : null,
    rows,
    cols: largest.columns.length,
  };
  if (rows > DATA_ROWS) return answer;
  const page = await client.send(`/api/v1/files/${largest.id}/rows?limit=${DATA_ROWS}`);
  return { ...answer, data: page.rows };
}
