"use client";

import { useEffect, useState } from "react";
import { readSessions } from "#components/sessions/read-sessions.ts";
import type { SessionSummary } from "#lib/sessions/schema.ts";
import { bestMatches } from "./match.ts";

const DEBOUNCE_MS = 150;
const LATEST = 20;

export type Search = "waiting" | "done" | "failed";

/** Sessions that answer what is typed: at once among those already here, then as the server finds them. */
export function useFoundSessions(typed: string): { sessions: SessionSummary[]; search: Search } {
  const [known, setKnown] = useState<SessionSummary[]>([]);
  const [search, setSearch] = useState<Search>("waiting");
  const q = typed.trim().slice(0, 200);

  useEffect(() => {
    const stop = new AbortController();
    setSearch("waiting");
    const timer = setTimeout(
      async () => {
        try {
          const { sessions } = await readSessions({ q, limit: LATEST }, stop.signal);
          setKnown((before) => merged(sessions, before));
          setSearch("done");
        } catch {
          // The list says that the search failed; what is here already can still be found.
          if (!stop.signal.aborted) setSearch("failed");
        }
      },
      q === "" ? 0 : DEBOUNCE_MS,
    );
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [q]);

  const byTime = known.toSorted((a, b) => b.updated_at.localeCompare(a.updated_at));
  const sessions =
    q === ""
      ? byTime
      : bestMatches(q, byTime, ({ title, files }) => [
          title,
          ...files.flatMap(({ filename, table }) => [filename, table]),
        ]);
  return { sessions, search };
}

function merged(fresh: readonly SessionSummary[], before: readonly SessionSummary[]): SessionSummary[] {
  const ids = new Set(fresh.map(({ id }) => id));
  return [...fresh, ...before.filter(({ id }) => !ids.has(id))];
}
