import "server-only";
import { type Context, userIdOf } from "#lib/core/context.ts";
import { AppError } from "#lib/core/errors.ts";
import type { DataFile } from "#lib/datasets/schema.ts";
import { db } from "#lib/db/client.ts";
import { addSample, findSample } from "#lib/ingest/add-sample.ts";
import { addUploads } from "#lib/ingest/add-uploads.ts";
import { discardUploads } from "#lib/ingest/discard-uploads.ts";
import { type Inspected, inspectUploads, refusalOfAll } from "#lib/ingest/inspect-uploads.ts";
import { findSession } from "./find-session.ts";
import { removeSession } from "./remove-session.ts";
import { storableText } from "./runs/event-rows.ts";
import type { CreateSessionInput, SessionView } from "./schema.ts";
import { sessionView } from "./session-view.ts";

const TITLE_LENGTH = 200;

/**
 * A session on finished uploads or on a sample, titled by its first file until it gets a better name. When
 * no file can be used there is no session: 415 or 422, and nothing is left behind.
 */
export async function createSession({
  ctx,
  input,
}: {
  ctx: Context;
  input: CreateSessionInput;
}): Promise<SessionView> {
  const name = await nameOf(ctx, input);
  const session = await db().session.create({
    data: {
      workspaceId: ctx.workspaceId,
      createdBy: userIdOf(ctx),
      title: storableText(input.title ?? name).slice(0, TITLE_LENGTH),
      titleIsOwn: input.title !== undefined,
    },
  });
  try {
    requireOneGood(await fill(ctx, session.id, input));
  } catch (error) {
    await removeSession(ctx, session.id);
    throw error;
  }
  return sessionView(ctx, await findSession(ctx, session.id));
}

/** What the session is called after its data; throws when none of it can be used. */
async function nameOf(ctx: Context, input: CreateSessionInput): Promise<string> {
  if ("sample" in input) return findSample(input.sample).title;
  const inspected = await inspectUploads({ ctx, input });
  const refusal = refusalOfAll(inspected);
  if (refusal !== null) {
    await discardUploads({ ctx, input });
    throw refusal;
  }
  const isGood = (file: Inspected) => file.parts.some(({ error }) => error === null);
  return inspected.find(isGood)?.filename ?? "Session";
}

async function fill(ctx: Context, session_id: string, input: CreateSessionInput): Promise<DataFile[]> {
  if ("sample" in input) return [await addSample({ ctx, input: { session_id, name: input.sample } })];
  return addUploads({ ctx, input: { session_id, upload_ids: input.upload_ids } });
}

function requireOneGood(files: DataFile[]): void {
  if (files.some((file) => file.status !== "failed")) return;
  const errors = files.map(({ error }, index) => ({ path: `files.${index}`, message: error ?? "" }));
  throw new AppError("invalid", errors.map(({ message }) => message).join(" "), { errors });
}
