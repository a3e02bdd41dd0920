import "server-only";
import type { Context } from "#lib/core/context.ts";
import { AppError } from "#lib/core/errors.ts";
import { db } from "#lib/db/client.ts";
import { getWorkspaceSettings } from "./get-workspace-settings.ts";
import type { WorkspaceChange, WorkspaceSettings } from "./schema.ts";

const MAY_CHANGE = new Set(["owner", "admin"]);

/** Changes how long the workspace keeps data. 403 for who neither owns nor administers it. */
export async function changeWorkspace({
  ctx,
  input,
}: {
  ctx: Context;
  input: WorkspaceChange;
}): Promise<WorkspaceSettings> {
  const { role } = await getWorkspaceSettings({ ctx });
  if (!MAY_CHANGE.has(role))
    throw new AppError("forbidden", "Only an owner or an administrator may change how long data is kept.");
  const data = { dataExpiresAfterDays: input.data_expires_after_days };
  await db().workspace.update({ where: { id: ctx.workspaceId }, data });
  return getWorkspaceSettings({ ctx });
}
