import "server-only";
import type { Context } from "#lib/core/context.ts";
import { toDataFile, toFileSummary } from "#lib/datasets/data-file.ts";
import { db } from "#lib/db/client.ts";
import type { Dataset, Session } from "#lib/db/generated/client.ts";
import { messageViews } from "./message-views.ts";
import type { SessionSummary, SessionView } from "./schema.ts";

type SummaryRow = Session & {
  datasets: Pick<Dataset, "id" | "filename" | "tableName" | "rowCount" | "status">[];
  share: { id: string } | null;
};

/** What a summary needs beside the session's own row; files in the order they came. */
export const summaryIncludes = {
  datasets: {
    select: { id: true, filename: true, tableName: true, rowCount: true, status: true },
    orderBy: { id: "asc" },
  },
  share: { select: { id: true } },
} as const;

export function toSummary(row: SummaryRow): SessionSummary {
  return { ...head(row, row.share !== null), files: row.datasets.map(toFileSummary) };
}

/** The whole session of the contract: files and messages, the running answer as far as it is. */
export async function sessionView(ctx: Context, row: Session): Promise<SessionView> {
  const own = { sessionId: row.id, workspaceId: ctx.workspaceId };
  const [files, shares, messages] = await Promise.all([
    db().dataset.findMany({ where: own, orderBy: { id: "asc" } }),
    db().share.count({ where: own }),
    messageViews(ctx, row.id),
  ]);
  return { ...head(row, shares > 0), files: files.map(toDataFile), messages };
}

function head(row: Session, shared: boolean) {
  return {
    id: row.id,
    title: row.title,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
    shared,
  };
}
