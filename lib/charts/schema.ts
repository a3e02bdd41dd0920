import { z } from "zod";
import { json } from "#lib/core/schema.ts";

/** A Vega-Lite v6 spec whose only data is `{"name":"result"}`; `rules.ts` says what else it must keep. */
export const vegaLiteSpec = z.record(z.string(), json);
export type VegaLiteSpec = z.infer<typeof vegaLiteSpec>;

export const plot = z.object({
  id: z.uuid(),
  request_id: z.uuid().nullable(),
  title: z.string(),
  result_id: z.uuid(),
  vega_lite_spec: vegaLiteSpec,
});
export type PlotView = z.infer<typeof plot>;
