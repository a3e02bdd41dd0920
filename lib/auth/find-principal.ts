import "server-only";
import { hashSecret } from "#lib/core/ids.ts";
import { db } from "#lib/db/client.ts";

/** Somebody who may act: a living account in a workspace. */
export interface Principal {
  userId: string;
  workspaceId: string;
  tokenId?: string;
}

const TOUCH_EVERY_MS = 60_000;

/** The account behind a cookie's claims, or null when it or its membership is gone. */
export async function findMember(userId: string, workspaceId: string): Promise<Principal | null> {
  return await db().member.findUnique({
    where: { workspaceId_userId: { workspaceId, userId } },
    select: { userId: true, workspaceId: true },
  });
}

/** The account behind a bearer token, or null when it is unknown, expired or its owner has left the workspace. */
export async function findTokenOwner(token: string): Promise<Principal | null> {
  const found = await db().apiToken.findUnique({
    where: { tokenHash: hashSecret(token) },
    select: { id: true, userId: true, workspaceId: true, expiresAt: true, lastUsedAt: true },
  });
  if (!found || found.expiresAt.getTime() <= Date.now()) return null;
  const member = await findMember(found.userId, found.workspaceId);
  if (!member) return null;
  await touch(found.id, found.lastUsedAt);
  return { ...member, tokenId: found.id };
}

/** Notes the use, at most once a minute, so that reading costs no write each time. */
async function touch(id: string, lastUsedAt: Date | null): Promise<void> {
  const stale = new Date(Date.now() - TOUCH_EVERY_MS);
  if (lastUsedAt && lastUsedAt > stale) return;
  await db().apiToken.updateMany({
    where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: stale } }] },
    data: { lastUsedAt: new Date() },
  });
}
