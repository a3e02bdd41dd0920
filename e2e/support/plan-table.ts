import { beforeAll } from "vitest";
import type { Json } from "#lib/core/schema.ts";
import { ROWS, TYPES } from "./plan-rows.ts";
import { type PlanSession, planSession, type Row, selectOf } from "./plan-session.ts";

/** For a test file: a session whose table `t` holds `ROWS`. Filled in before the first test. */
export interface PlanTable {
  session: PlanSession;
  /** What the plan counts. */
  count(plan: { [key: string]: Json }): Promise<Json>;
}

export function planTable(): PlanTable {
  const table = {
    count: async (plan: { [key: string]: Json }) =>
      (await table.session.rows({ operation: "count", ...plan }))[0]?.value ?? null,
  } as PlanTable;
  beforeAll(async () => {
    table.session = await planSession();
    await table.session.tableOf("t", selectOf(TYPES, ROWS));
  });
  return table;
}

/** How many of `ROWS` pass a test. */
export const having = (test: (row: Row) => boolean) => ROWS.filter(test).length;
export const number = (value: Json | undefined) => value as number;
