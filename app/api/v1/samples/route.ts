import { json, route } from "#lib/http/route.ts";
import { listSamples } from "#lib/ingest/list-samples.ts";

export const GET = route<never>(async () => {
  const data = listSamples();
  return json({ data, count: data.length, next_cursor: null });
});
