import { noContent, route } from "#lib/http/route.ts";
import { DONE, eventStream, UI_STREAM_HEADERS } from "#lib/sessions/event-stream.ts";
import { followRunning } from "#lib/sessions/runs/follow-run.ts";

export const GET = route(async ({ ctx, params }) => {
  const leave = new AbortController();
  const chunks = await followRunning({ ctx, input: { session_id: params.id }, signal: leave.signal });
  if (chunks === null) return noContent();
  const body = eventStream(chunks, { last: DONE, onLeave: () => leave.abort() });
  return new Response(body, { headers: UI_STREAM_HEADERS });
});
