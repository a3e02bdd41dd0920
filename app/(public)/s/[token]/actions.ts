"use server";

import { redirect } from "next/navigation";
import { attempt } from "#app/(workspace)/attempt.ts";
import { pageContext } from "#lib/http/page-context.ts";
import { forkShared } from "#lib/sessions/sharing/fork-shared.ts";

/** Copies a shared session for whoever is signed in, and opens the copy; a visitor signs in first. */
export async function forkSharedAction(token: string): Promise<{ message: string }> {
  const ctx = await pageContext();
  if (!ctx) redirect(`/sign-in?next=${encodeURIComponent(`/s/${token}`)}`);
  const outcome = await attempt(() => forkShared({ ctx, input: { token } }));
  if (!outcome.ok) return { message: outcome.message };
  redirect(`/sessions/${outcome.value.id}`);
}
