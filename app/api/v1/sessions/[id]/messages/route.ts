import { json, readJson, route } from "#lib/http/route.ts";
import { DONE, eventStream, UI_STREAM_HEADERS } from "#lib/sessions/event-stream.ts";
import { followRun } from "#lib/sessions/runs/follow-run.ts";
import { startRun } from "#lib/sessions/runs/start-run.ts";
import { askInput } from "#lib/sessions/schema.ts";
import { waitForAnswer } from "#lib/sessions/wait-for-answer.ts";
import { wantsJson } from "./wants-json.ts";

export const POST = route(async ({ ctx, params, request }) => {
  const ask = await readJson(request, askInput);
  const run = await startRun({ ctx, input: { session_id: params.id, ask } });
  if (wantsJson(request.headers.get("accept"))) return json(await waitForAnswer(ctx, run));
  const leave = new AbortController();
  const input = { session_id: params.id, run_id: run.run_id };
  const chunks = await followRun({ ctx, input, signal: leave.signal });
  const body = eventStream(chunks, { last: DONE, onLeave: () => leave.abort() });
  return new Response(body, { headers: UI_STREAM_HEADERS });
});
