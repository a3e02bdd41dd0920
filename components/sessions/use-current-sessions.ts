"use client";

import { useRef, useState } from "react";
import type { SessionSummary } from "#lib/sessions/schema.ts";
import { readSessions } from "./read-sessions.ts";
import { useSessionNews } from "./session-news.ts";

/** The latest sessions as they were read. */
export interface LatestSessions {
  sessions: SessionSummary[];
  /** When (ISO). */
  now: string;
  hasMore: boolean;
}

const SHOWN = 50;

/** The latest sessions, read again whenever something about them changed here or in another tab. */
export function useCurrentSessions(given: LatestSessions): LatestSessions {
  const [list, setList] = useState(given);
  const reads = useRef(0);

  useSessionNews(() => {
    const read = ++reads.current;
    readSessions({ limit: SHOWN }).then(
      (fresh) => {
        if (read === reads.current) setList({ ...fresh, now: new Date().toISOString() });
      },
      // The list stays as it is: the next change, or the next look at the tab, reads it again.
      () => undefined,
    );
  });
  return list;
}
