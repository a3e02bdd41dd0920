import type { Ask, Planner } from "#lib/agent/schema.ts";
import type { Context } from "#lib/core/context.ts";

/** A stored run, and what it takes to drive it. */
export interface Drive {
  ctx: Context;
  run_id: string;
  session_id: string;
  answer_id: string;
  ask: Ask;
  planner: Planner;
  started_at: Date;
  /** Milliseconds until the run is cut off. */
  limit_ms?: number;
}
