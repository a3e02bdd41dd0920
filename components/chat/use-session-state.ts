"use client";

import { useCallback, useRef, useState } from "react";
import { readSessionData } from "#app/(workspace)/sessions/actions.ts";
import type { SessionData } from "#components/datasets/session-data.ts";

interface State {
  title: string;
  shared: boolean;
  data: SessionData;
}

/** Title, link and data of a session; `refresh` reads them again, never twice at the same time. */
export function useSessionState(sessionId: string, initial: State) {
  const [state, setState] = useState(initial);
  const [isGone, setGone] = useState(false);
  const reading = useRef<"no" | "yes" | "again">("no");

  const refresh = useCallback(async () => {
    if (reading.current !== "no") {
      reading.current = "again";
      return;
    }
    do {
      reading.current = "yes";
      // A failed read changes nothing on the page; the next event or poll reads again.
      const outcome = await readSessionData(sessionId).catch(() => null);
      if (outcome?.ok && outcome.value) setState(outcome.value);
      if (outcome?.ok) setGone(outcome.value === null);
    } while (isAskedAgain(reading));
    reading.current = "no";
  }, [sessionId]);

  const setTitle = useCallback((title: string) => setState((now) => ({ ...now, title })), []);
  const setShared = useCallback((shared: boolean) => setState((now) => ({ ...now, shared })), []);
  return { ...state, isGone, refresh, setTitle, setShared };
}

/** Whether another read was asked for meanwhile. (A function, since the compiler cannot see the change.) */
function isAskedAgain(reading: { current: "no" | "yes" | "again" }): boolean {
  return reading.current === "again";
}
