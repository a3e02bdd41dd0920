import { problemOf } from "#components/ui/problem-of.ts";
import type { SessionSummary } from "#lib/sessions/schema.ts";

/** The latest sessions, or those that answer a search. @throws Error with a sentence for the person. */
export async function readSessions(
  { q, limit }: { q?: string; limit: number },
  signal?: AbortSignal,
): Promise<{ sessions: SessionSummary[]; hasMore: boolean }> {
  const query = new URLSearchParams({ limit: String(limit), ...(q ? { q } : {}) });
  const reply = await fetch(`/api/v1/sessions?${query}`, signal ? { signal } : {});
  if (!reply.ok) throw new Error(await problemOf(reply));
  const { data, next_cursor } = asList(await reply.json());
  return { sessions: data, hasMore: next_cursor !== null };
}

/** Our own server wrote this reply from the contract's schema; zod would weigh more than the list. */
function asList(body: unknown): { data: SessionSummary[]; next_cursor: string | null } {
  return body as { data: SessionSummary[]; next_cursor: string | null };
}
