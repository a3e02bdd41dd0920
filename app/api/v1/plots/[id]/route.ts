import { getPlot } from "#lib/charts/server/get-plot.ts";
import { json, route } from "#lib/http/route.ts";

export const GET = route(async ({ ctx, params }) =>
  json(await getPlot({ ctx, input: { plot_id: params.id } })),
);
