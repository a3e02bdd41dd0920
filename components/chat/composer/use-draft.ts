"use client";

import { useCallback, useEffect, useState } from "react";
import { textOf } from "#components/chat/exchanges.ts";
import type { ChatMessage } from "#lib/sessions/schema.ts";
import { keepDraft, keptDraft, withReturned } from "./draft.ts";

/**
 * What is being written in a session. It outlives a reload of the tab, and so does a question that was sent and of
 * which the server has given no sign yet.
 */
export function useDraft(sessionId: string, stored: readonly ChatMessage[]) {
  const [draft, setText] = useState("");
  const [unsent, setUnsent] = useState("");
  const [isRead, setRead] = useState(false);

  // The server knows no draft: it comes after the first paint.
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once, with what the page was given
  useEffect(() => {
    const kept = keptDraft(sessionId);
    const last = stored.findLast(({ role }) => role === "user");
    if (kept !== "" && !(last && textOf(last) === kept)) setText((now) => (now === "" ? kept : now));
    setRead(true);
  }, [sessionId]);

  useEffect(() => {
    if (isRead) keepDraft(sessionId, unsent === "" ? draft : withReturned(unsent, draft));
  }, [sessionId, draft, unsent, isRead]);

  const settleUnsent = useCallback(() => setUnsent(""), []);
  const returnToDraft = useCallback((text: string) => setText((now) => withReturned(text, now)), []);
  return { draft, setDraft: setText, returnToDraft, holdUnsent: setUnsent, settleUnsent };
}
