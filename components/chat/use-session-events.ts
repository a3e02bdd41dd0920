"use client";

import { useEffect, useRef } from "react";
import type { SessionEvent } from "#lib/sessions/schema.ts";

/** How often to look again while something loads and the live events cannot be had. */
const POLL_MS = 2000;

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
    const events = new EventSource(`/api/v1/sessions/${sessionId}/events`);
    events.onopen = () => {
      isLive.current = true;
    };
    events.onerror = () => {
      isLive.current = false;
    };
    events.onmessage = ({ data }) => {
      const type = typeOf(data);
      if (type) handler.current(type);
    };
    return () => events.close();
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
