import "server-only";
import type { Context } from "#lib/core/context.ts";
import { findResult } from "./find-result.ts";
import { toResultView } from "./result-view.ts";
import type { ResultView } from "./schema.ts";

/** One Result with its first rows; 404 when it is missing or another's. */
export async function getResult({
  ctx,
  input,
}: {
  ctx: Context;
  input: { result_id: string };
}): Promise<ResultView> {
  return toResultView(await findResult(ctx, input.result_id));
}
