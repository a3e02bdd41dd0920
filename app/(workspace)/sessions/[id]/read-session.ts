import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { AppError } from "#lib/core/errors.ts";
import { requirePageContext } from "#lib/http/page-context.ts";
import { getSession } from "#lib/sessions/get-session.ts";

/** A person's session, asked for once a request, for the title and for the page; another's is not found. */
export const readSession = cache(async (id: string) => {
  const ctx = await requirePageContext();
  try {
    return await getSession({ ctx, input: { session_id: id } });
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
});
