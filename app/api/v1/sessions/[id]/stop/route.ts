import { route } from "#lib/http/route.ts";
import { stopRun } from "#lib/sessions/runs/stop-run.ts";

export const POST = route(async ({ ctx, params }) => {
  await stopRun({ ctx, input: { session_id: params.id } });
  return new Response(null, { status: 202 });
});
