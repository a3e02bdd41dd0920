import "server-only";
import { role, type WorkspaceView } from "#lib/auth/schema.ts";
import { type Context, userIdOf } from "#lib/core/context.ts";
import { AppError } from "#lib/core/errors.ts";
import { db } from "#lib/db/client.ts";

/** The workspace one acts in, and one's role there. */
export async function getWorkspace({ ctx }: { ctx: Context }): Promise<WorkspaceView> {
  const member = await db().member.findUnique({
    where: { workspaceId_userId: { workspaceId: ctx.workspaceId, userId: userIdOf(ctx) } },
    select: { role: true, workspace: { select: { id: true, name: true } } },
  });
  if (!member) throw new AppError("unauthenticated", "Your account is no longer there.");
  return { ...member.workspace, role: role.parse(member.role) };
}
