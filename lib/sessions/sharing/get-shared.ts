import "server-only";
import { listTables } from "#lib/datasets/list-tables.ts";
import type { TableProfile } from "#lib/datasets/schema.ts";
import { getSession } from "#lib/sessions/get-session.ts";
import type { MessageMetadata, SessionView } from "#lib/sessions/schema.ts";
import { sessionPlots } from "#lib/sessions/session-plots.ts";
import { shareContext } from "./share-context.ts";

/** A shared session as a visitor sees it: what was asked and answered, not what it cost its owner. */
export async function getShared({ input }: { input: { token: string } }): Promise<SessionView> {
  const { ctx, session_id } = await shareContext(input.token);
  const session = await getSession({ ctx, input: { session_id } });
  const messages = session.messages.map((message) => ({ ...message, metadata: visible(message.metadata) }));
  return { ...session, messages };
}

/** The drawings of a shared session's plots, by plot id. */
export async function getSharedPlots({ input }: { input: { token: string } }): Promise<Map<string, string>> {
  const { ctx, session_id } = await shareContext(input.token);
  return sessionPlots({ ctx, input: { session_id } });
}

/** What is known of each column of a shared session's tables, by file id. */
export async function getSharedProfiles({
  input,
}: {
  input: { token: string };
}): Promise<Record<string, TableProfile>> {
  const { ctx, session_id } = await shareContext(input.token);
  const tables = await listTables({ ctx, input: { session_id } });
  return Object.fromEntries(
    tables.flatMap(({ dataset_id, profile }) => (profile ? [[dataset_id, profile]] : [])),
  );
}

function visible({ usage: _usage, cost_usd: _cost, ...metadata }: MessageMetadata): MessageMetadata {
  return metadata;
}
