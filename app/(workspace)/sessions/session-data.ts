import "server-only";
import type { SessionData } from "#components/datasets/session-data.ts";
import { suggestQuestions } from "#lib/agent/analyst/suggest-questions.ts";
import type { Context } from "#lib/core/context.ts";
import { listTables } from "#lib/datasets/list-tables.ts";
import type { DataFile } from "#lib/datasets/schema.ts";

/** As many as are shown at first, and some for later. */
const WORTH_ASKING = 10;

/** A session's files with their profiles and questions that fit them; nothing of where the bytes are. */
export async function sessionData(ctx: Context, session_id: string, files: DataFile[]): Promise<SessionData> {
  const tables = await listTables({ ctx, input: { session_id } });
  return {
    files,
    profiles: Object.fromEntries(
      tables.flatMap(({ dataset_id, profile }) => (profile ? [[dataset_id, profile]] : [])),
    ),
    suggestions: suggestQuestions(tables, WORTH_ASKING),
  };
}
