"use client";

import { useEffect, useState } from "react";
import { problemOf } from "#components/ui/problem-of.ts";
import { type PlanVerdict, planVerdict } from "#lib/analysis/schema.ts";

const SETTLE_MS = 250;

export interface VerdictState {
  verdict: PlanVerdict | null;
  /** Why the server gave no verdict, as a sentence. */
  problem: string | null;
  isPending: boolean;
}

/** What the server says of a plan, asked again a moment after each change. `plan` is its JSON. */
export function useVerdict(sessionId: string, plan: string): VerdictState {
  const [state, setState] = useState<VerdictState>({ verdict: null, problem: null, isPending: true });

  useEffect(() => {
    const controller = new AbortController();
    setState((before) => ({ ...before, isPending: true }));
    const timer = setTimeout(() => {
      void askVerdict(sessionId, plan, controller.signal).then((answer) => {
        if (!controller.signal.aborted) setState({ ...answer, isPending: false });
      });
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [sessionId, plan]);

  return state;
}

async function askVerdict(
  sessionId: string,
  plan: string,
  signal: AbortSignal,
): Promise<Omit<VerdictState, "isPending">> {
  try {
    const reply = await fetch(`/api/v1/sessions/${sessionId}/plans/validate`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: `{"plan":${plan}}`,
      signal,
    });
    if (!reply.ok) return { verdict: null, problem: await problemOf(reply) };
    return { verdict: planVerdict.parse(await reply.json()), problem: null };
  } catch {
    return { verdict: null, problem: "The server cannot be reached. Try again." };
  }
}
