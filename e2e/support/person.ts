import { setTimeout as sleep } from "node:timers/promises";
import { createAccount } from "#lib/auth/create-account.ts";
import type { Context } from "#lib/core/context.ts";
import { newId } from "#lib/core/ids.ts";
import { log } from "#lib/core/log.ts";
import { receiveMultipart } from "#lib/ingest/receive-multipart.ts";
import { createSession } from "#lib/sessions/create-session.ts";
import { getSession } from "#lib/sessions/get-session.ts";
import type { SessionView } from "#lib/sessions/schema.ts";

/** A fresh account's context, as a request with its token has it. For integration tests. */
export async function newPerson(): Promise<Context> {
  const email = `${newId()}@example.com`;
  const input = { email, password: "correct horse battery 9", name: "Test Person" };
  const { user, workspaceId } = await createAccount({ input });
  return {
    workspaceId,
    actor: { kind: "user", userId: user.id, via: "token" },
    requestId: newId(),
    log,
  };
}

/** Complete uploads of these contents, by file name. */
export async function upload(ctx: Context, files: Record<string, string>): Promise<string[]> {
  const body = new FormData();
  for (const [name, content] of Object.entries(files)) body.append("file", new File([content], name));
  const request = new Request("http://test/uploads", { method: "POST", body });
  return (await receiveMultipart({ ctx, request })).upload_ids;
}

export const SALES = "region,amount\nNorth,10\nNorth,20\nSouth,60\nWest,\n";

/** A session on one small CSV file, loaded: on a busy machine that may take longer than `createSession` waits. */
export async function newSession(
  ctx: Context,
  files: Record<string, string> = { "sales.csv": SALES },
): Promise<SessionView> {
  return loadedSession(ctx, await createSession({ ctx, input: { upload_ids: await upload(ctx, files) } }));
}

/** The session once none of its files is loading. */
export async function loadedSession(ctx: Context, session: SessionView): Promise<SessionView> {
  for (let now = session; ; now = await getSession({ ctx, input: { session_id: session.id } })) {
    if (now.files.every(({ status }) => status !== "loading")) return now;
    await sleep(50);
  }
}
