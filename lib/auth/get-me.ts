import "server-only";
import type { Context } from "#lib/core/context.ts";
import { getWorkspace } from "#lib/workspaces/get-workspace.ts";
import type { Me } from "./schema.ts";
import { signedInUser } from "./signed-in-user.ts";

/** The person who acts, and where. */
export async function getMe({ ctx }: { ctx: Context }): Promise<Me> {
  const [user, workspace] = await Promise.all([signedInUser(ctx), getWorkspace({ ctx })]);
  return { user, workspace };
}
