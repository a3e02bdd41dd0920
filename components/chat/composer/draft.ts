const keyOf = (sessionId: string) => `veritable:draft:${sessionId}`;

/** What was being written in a session, in this tab; empty where nothing was or nothing can be kept. */
export function keptDraft(sessionId: string): string {
  try {
    return sessionStorage.getItem(keyOf(sessionId)) ?? "";
  } catch {
    // A browser that keeps nothing for us: the draft lives as long as the page.
    return "";
  }
}

export function keepDraft(sessionId: string, text: string): void {
  try {
    if (text === "") sessionStorage.removeItem(keyOf(sessionId));
    else sessionStorage.setItem(keyOf(sessionId), text);
  } catch {
    // As above.
  }
}

/** A question that comes back into the composer stands before what was written meanwhile. */
export function withReturned(question: string, draft: string): string {
  const written = draft.trim();
  return written === "" || written === question ? question : `${question}\n${written}`;
}
