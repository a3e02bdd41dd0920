import "server-only";
import { role } from "#lib/auth/schema.ts";
import { type Context, userIdOf } from "#lib/core/context.ts";
import { AppError } from "#lib/core/errors.ts";
import { db } from "#lib/db/client.ts";
import type { WorkspaceSettings } from "./schema.ts";

/** The settings of the workspace one acts in; any member may see them. */
export async function getWorkspaceSettings({ ctx }: { ctx: Context }): Promise<WorkspaceSettings> {
  const member = await db().member.findUnique({
    where: { workspaceId_userId: { workspaceId: ctx.workspaceId, userId: userIdOf(ctx) } },
    select: { role: true, workspace: true },
  });
  if (!member) throw new AppError("unauthenticated", "Your account is no longer there.");
  const { id, name, dataExpiresAfterDays } = member.workspace;
  return { id, name, role: role.parse(member.role), data_expires_after_days: dataExpiresAfterDays };
}
