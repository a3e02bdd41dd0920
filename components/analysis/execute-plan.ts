import { z } from "zod";
import { problemOf } from "#components/ui/problem-of.ts";
import { plot } from "#lib/charts/schema.ts";
import { result } from "#lib/results/schema.ts";

const planOutcome = z.object({
  result,
  plot: plot.nullable(),
  text: z.string(),
  assumptions: z.array(z.string()).default([]),
});
export type PlanOutcome = z.infer<typeof planOutcome>;

/** Runs a plan (its JSON). Answers what it gave, or why not, as a sentence. */
export async function executePlan(
  sessionId: string,
  plan: string,
): Promise<{ outcome: PlanOutcome } | { problem: string }> {
  const reply = await fetch(`/api/v1/sessions/${sessionId}/plans/execute`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: `{"plan":${plan}}`,
  }).catch(() => null);
  if (reply === null) return { problem: "The server cannot be reached. Try again." };
  if (!reply.ok) return { problem: await problemOf(reply) };
  return { outcome: planOutcome.parse(await reply.json()) };
}
