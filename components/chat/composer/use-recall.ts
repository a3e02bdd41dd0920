"use client";

import { useState } from "react";

/** Earlier questions, brought back into an empty field one by one. Each step says whether it went anywhere. */
export function useRecall(asked: readonly string[], draft: string, onDraft: (text: string) => void) {
  const [recalled, setRecalled] = useState<number | null>(null);
  const canRecall = draft === "" || (recalled !== null && draft === asked[recalled]);

  function step(by: 1 | -1): boolean {
    const next = (recalled ?? asked.length) + by;
    if (!canRecall || next < 0 || (recalled === null && by === 1)) return false;
    setRecalled(next >= asked.length ? null : next);
    onDraft(asked[next] ?? "");
    return true;
  }

  return { back: () => step(-1), forth: () => step(1), reset: () => setRecalled(null) };
}
