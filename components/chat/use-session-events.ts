"use client";

import { useEffect, useRef } from "react";
import { reportConnection } from "#components/layout/connection.ts";
import type { SessionEvent } from "#lib/sessions/schema.ts";

/** How often to look again while something loads and the live events cannot be had. */
const POLL_MS = 2000;
/** How long to wait before asking for the events again when the server would not give them. */
const REOPEN_MS = 5000;
const PART = "session events";

/** Calls `on` for each change the server tells of; while `loading`, and without live events, every two seconds. */
export function useSessionEvents(
  sessionId: string,
  loading: boolean,
  on: (type: SessionEvent["type"]) => void,
): void {
  const handler = useRef(on);
  const isLive = useRef(false);
  useEffect(() => {
    handler.current = on;
  });

  useEffect(() => {
    let events: EventSource;
    let again: ReturnType<typeof setTimeout> | undefined;
    function open() {
      events = new EventSource(`/api/v1/sessions/${sessionId}/events`);
      events.onopen = () => {
        isLive.current = true;
        reportConnection(PART, true);
      };
      events.onerror = () => {
        isLive.current = false;
        reportConnection(PART, false);
        // The browser tries again by itself, unless there was a reply that is no stream.
        if (events.readyState === EventSource.CLOSED) again = setTimeout(open, REOPEN_MS);
      };
      events.onmessage = ({ data }) => {
        const type = typeOf(data);
        if (type) handler.current(type);
      };
    }
    const hurry = () => {
      if (isLive.current) return;
      clearTimeout(again);
      events.close();
      open();
    };
    open();
    window.addEventListener("online", hurry);
    return () => {
      window.removeEventListener("online", hurry);
      clearTimeout(again);
      events.close();
      reportConnection(PART, true);
    };
  }, [sessionId]);

  useEffect(() => {
    if (!loading) return;
    const timer = setInterval(() => {
      if (!isLive.current) handler.current("files");
    }, POLL_MS);
    return () => clearInterval(timer);
  }, [loading]);
}

function typeOf(data: unknown): SessionEvent["type"] | null {
  if (typeof data !== "string" || !data.startsWith("{")) return null;
  const { type }: { type?: unknown } = JSON.parse(data);
  return type === "files" || type === "session" || type === "run" ? type : null;
}
