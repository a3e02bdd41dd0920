import "server-only";
import { z } from "zod";
import { vegaLiteSpec } from "#lib/charts/schema.ts";
import { colorsOfSession, mayGetColors, type SeriesColors } from "#lib/charts/series-colors.ts";
import type { Context } from "#lib/core/context.ts";
import { json } from "#lib/core/schema.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { resultColumn } from "#lib/results/schema.ts";

const columnsOf = z.array(resultColumn);
const rowsOf = z.array(z.array(json));

/**
 * The colours that the names in a session's charts have so far; the page finds the same from the charts it shows. Those that
 * nobody has looked at take none.
 */
export async function sessionColors(
  tx: Prisma.TransactionClient,
  ctx: Context,
  session_id: string,
): Promise<SeriesColors> {
  const plots = await tx.plot.findMany({
    where: { sessionId: session_id, workspaceId: ctx.workspaceId, svg: { not: null } },
    orderBy: { id: "asc" },
    select: { spec: true, resultId: true, result: { select: { columns: true } } },
  });
  const charts = plots.map(({ spec, resultId, result }) => ({
    spec: vegaLiteSpec.parse(spec),
    columns: columnsOf.parse(result.columns),
    resultId,
  }));
  const needed = charts.filter(({ spec, columns }) => mayGetColors(spec, columns));
  const kept = await tx.result.findMany({
    where: { id: { in: needed.map(({ resultId }) => resultId) } },
    select: { id: true, rows: true },
  });
  const rows = new Map(kept.map((result) => [result.id, rowsOf.parse(result.rows)]));
  return colorsOfSession(charts.map((chart) => ({ ...chart, rows: rows.get(chart.resultId) ?? [] })));
}
