import "server-only";
import { env } from "#lib/core/env.ts";
import { hashSecret, newSecret } from "#lib/core/ids.ts";
import { db } from "#lib/db/client.ts";
import type { CreatedToken } from "./schema.ts";
import { tokenView } from "./views.ts";

const PREFIX = "vt_";
const DAY_MS = 24 * 60 * 60_000;

/** Makes a bearer token: 256 random bits, of which only the SHA-256 is kept. Expired ones of the person go. */
export async function issueToken(token: {
  userId: string;
  workspaceId: string;
  name: string;
  ttlDays?: number;
}): Promise<CreatedToken> {
  const { userId, workspaceId, name } = token;
  const secret = newSecret(PREFIX);
  const expiresAt = new Date(Date.now() + (token.ttlDays ?? env().tokenTtlDays) * DAY_MS);
  const [, made] = await db().$transaction([
    db().apiToken.deleteMany({ where: { workspaceId, userId, expiresAt: { lte: new Date() } } }),
    db().apiToken.create({
      data: { userId, workspaceId, name, tokenHash: hashSecret(secret), expiresAt },
      omit: { tokenHash: true },
    }),
  ]);
  return { ...tokenView(made), token: secret };
}
