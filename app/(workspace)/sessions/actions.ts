"use server";

import { revalidatePath } from "next/cache";
import type { SessionData } from "#components/datasets/session-data.ts";
import { AppError } from "#lib/core/errors.ts";
import { deleteFile } from "#lib/datasets/delete-file.ts";
import { requirePageContext } from "#lib/http/page-context.ts";
import { addUploads } from "#lib/ingest/add-uploads.ts";
import { createSession } from "#lib/sessions/create-session.ts";
import { deleteSession } from "#lib/sessions/delete-session.ts";
import { getSession } from "#lib/sessions/get-session.ts";
import { renameSession } from "#lib/sessions/rename-session.ts";
import { addFilesInput, createSessionInput, renameInput } from "#lib/sessions/schema.ts";
import { shareSession } from "#lib/sessions/sharing/share-session.ts";
import { unshareSession } from "#lib/sessions/sharing/unshare-session.ts";
import { pageOrigin } from "../../page-origin.ts";
import { attempt, type Outcome } from "../attempt.ts";
import { sessionData } from "./session-data.ts";

/** A session over uploads that have arrived. */
export async function createSessionFromUploads(upload_ids: string[]): Promise<Outcome<{ id: string }>> {
  return create({ upload_ids });
}

/** A session over one of the product's own data sets. */
export async function createSessionFromSample(sample: string): Promise<Outcome<{ id: string }>> {
  return create({ sample });
}

async function create(given: unknown): Promise<Outcome<{ id: string }>> {
  const ctx = await requirePageContext();
  return attempt(async () => {
    const { id } = await createSession({ ctx, input: createSessionInput.parse(given) });
    revalidatePath("/sessions", "layout");
    return { id };
  });
}

export async function addFilesAction(session_id: string, upload_ids: string[]): Promise<Outcome<null>> {
  const ctx = await requirePageContext();
  return attempt(async () => {
    await addUploads({ ctx, input: { session_id, ...addFilesInput.parse({ upload_ids }) } });
    return null;
  });
}

export async function deleteFileAction(file_id: string): Promise<Outcome<null>> {
  const ctx = await requirePageContext();
  return attempt(async () => {
    await deleteFile({ ctx, input: { file_id } });
    return null;
  });
}

/** Files, profiles and suggestions as they are now, with the title and whether there is a link; null once it is deleted. */
export async function readSessionData(
  session_id: string,
): Promise<Outcome<{ data: SessionData; title: string; shared: boolean } | null>> {
  const ctx = await requirePageContext();
  return attempt(async () => {
    try {
      const { files, title, shared } = await getSession({ ctx, input: { session_id } });
      return { data: await sessionData(ctx, session_id, files), title, shared };
    } catch (thrown) {
      if (thrown instanceof AppError && thrown.code === "not_found") return null;
      throw thrown;
    }
  });
}

export async function renameSessionAction(session_id: string, title: string): Promise<Outcome<null>> {
  const ctx = await requirePageContext();
  return attempt(async () => {
    await renameSession({ ctx, input: { session_id, ...renameInput.parse({ title }) } });
    revalidatePath("/sessions", "layout");
    return null;
  });
}

/** Deletes at once; the page has waited for second thoughts before it calls. */
export async function deleteSessionAction(session_id: string): Promise<Outcome<null>> {
  const ctx = await requirePageContext();
  return attempt(async () => {
    await deleteSession({ ctx, input: { session_id } });
    revalidatePath("/sessions", "layout");
    return null;
  });
}

export async function shareSessionAction(session_id: string): Promise<Outcome<{ url: string }>> {
  const ctx = await requirePageContext();
  return attempt(async () => {
    const { url } = await shareSession({ ctx, input: { session_id, origin: await pageOrigin() } });
    return { url };
  });
}

export async function unshareSessionAction(session_id: string): Promise<Outcome<null>> {
  const ctx = await requirePageContext();
  return attempt(async () => {
    await unshareSession({ ctx, input: { session_id } });
    return null;
  });
}
