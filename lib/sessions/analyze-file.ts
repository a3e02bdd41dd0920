import "server-only";
import { z } from "zod";
import type { Context } from "#lib/core/context.ts";
import { AppError } from "#lib/core/errors.ts";
import { discardUploads } from "#lib/ingest/discard-uploads.ts";
import { createSession } from "./create-session.ts";
import { deleteSession } from "./delete-session.ts";
import { startRun } from "./runs/start-run.ts";
import { type Answer, questionText } from "./schema.ts";
import { waitForAnswer } from "./wait-for-answer.ts";

export type Analysis = Answer & { session_id: string; response: string; is_plotting: boolean };

interface Input {
  upload_ids: string[];
  /** The question, not yet looked at. */
  query: unknown;
}

/** One call for one question: a session on fresh uploads, the question asked in it, its finished answer. */
export async function analyzeFile({ ctx, input }: { ctx: Context; input: Input }): Promise<Analysis> {
  const { upload_ids } = input;
  const query = questionText.safeParse(input.query);
  if (!query.success) {
    await discardUploads({ ctx, input: { upload_ids } });
    throw noQuery(query.error);
  }
  const { id: session_id } = await createSession({ ctx, input: { upload_ids } });
  const run = await startRun({ ctx, input: { session_id, ask: { text: query.data } } }).catch(
    async (error: unknown) => {
      await deleteSession({ ctx, input: { session_id } });
      throw error;
    },
  );
  const answer = await waitForAnswer(ctx, run);
  return { ...answer, session_id, response: answer.text, is_plotting: answer.plots.length > 0 };
}

function noQuery(cause: z.ZodError): AppError {
  const message = "Send the question in a field named query, 1 to 8,000 characters long.";
  const errors = [{ path: "query", message: z.flattenError(cause).formErrors.join(" ") }];
  return new AppError("invalid", message, { errors, cause });
}
