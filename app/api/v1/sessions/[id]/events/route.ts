import { route } from "#lib/http/route.ts";
import { EVENT_STREAM_HEADERS, eventStream } from "#lib/sessions/event-stream.ts";
import { followSession } from "#lib/sessions/follow-session.ts";

/** An id without data dispatches nothing; a browser that reconnects hands back the time it last heard from us. */
const beat = () => `id: ${Date.now()}\n\n`;

export const GET = route(async ({ ctx, params, request }) => {
  const leave = new AbortController();
  const heard = Number(request.headers.get("last-event-id") ?? Number.NaN);
  const input = { session_id: params.id, since: Number.isSafeInteger(heard) ? new Date(heard) : new Date() };
  const events = await followSession({ ctx, input, signal: leave.signal });
  const body = eventStream(events, { greet: true, beat, onLeave: () => leave.abort() });
  return new Response(body, { headers: EVENT_STREAM_HEADERS });
});
