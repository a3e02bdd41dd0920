"use client";

import { Plus, Search } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { SessionList } from "./session-list.tsx";
import { type LatestSessions, useCurrentSessions } from "./use-current-sessions.ts";

/** The sessions beside an open one: a new one, a filter, the latest by day. */
export function SessionNav({
  list: given,
  current,
  onDeleteCurrent,
}: {
  list: LatestSessions;
  /** The open session, whose title may have changed since the list was read. */
  current: { id: string; title: string };
  onDeleteCurrent: () => void;
}) {
  const [filter, setFilter] = useState("");
  const { sessions, now, hasMore } = useCurrentSessions(given);
  const words = filter.trim().toLowerCase();
  const shown = sessions
    .map((session) => (session.id === current.id ? { ...session, title: current.title } : session))
    .filter(({ title, files }) =>
      [title, ...files.map(({ filename }) => filename)].some((text) => text.toLowerCase().includes(words)),
    );
  return (
    <nav aria-label="Sessions" className="flex min-h-0 flex-1 flex-col gap-2 px-2 pt-1 pb-4">
      <Link href="/sessions/new" className={buttonClass("plain", "sm")}>
        <Plus aria-hidden className="size-4" />
        New session
      </Link>
      <div className="relative">
        <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-3.5 text-muted" />
        <input
          type="search"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
          aria-label="Filter sessions"
          placeholder="Filter"
          className="min-h-8 w-full max-sm:min-h-10 rounded-md border border-transparent bg-transparent pr-2 pl-8 text-sm placeholder:text-muted hover:border-line focus:border-edge"
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <SessionList sessions={shown} now={now} compact onDeleteCurrent={onDeleteCurrent} />
        {shown.length === 0 && words !== "" && (
          <p className="px-2.5 py-1 text-sm text-muted">None of these contains “{filter.trim()}”.</p>
        )}
        {(hasMore || words !== "") && (
          <Link
            href={words === "" ? "/sessions" : `/sessions?${new URLSearchParams({ q: filter.trim() })}`}
            className="block rounded-md px-2.5 py-1.5 text-sm text-accent hover:bg-hover"
          >
            {words === "" ? "All sessions" : "Search all sessions"}
          </Link>
        )}
      </div>
    </nav>
  );
}
