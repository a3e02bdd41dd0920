import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Context } from "#lib/core/context.ts";
import { hashSecret, newId } from "#lib/core/ids.ts";
import { log } from "#lib/core/log.ts";
import { db } from "#lib/db/client.ts";
import { createAccount } from "./create-account.ts";
import { createToken } from "./create-token.ts";
import { findTokenOwner } from "./find-principal.ts";
import { listTokens } from "./list-tokens.ts";
import { logout } from "./logout.ts";
import { registration } from "./registration.ts";
import { revokeToken } from "./revoke-token.ts";

async function newPerson(): Promise<Context & { userId: string }> {
  const input = registration.parse({ email: `${randomUUID()}@example.com`, password: "violet kayak 99" });
  const { user, workspaceId } = await createAccount({ input });
  const actor = { kind: "user", userId: user.id, via: "cookie" } as const;
  return { workspaceId, actor, requestId: "test", log, userId: user.id };
}
const listOf = async (ctx: Context, page: { limit: number; cursor?: string } = { limit: 50 }) =>
  listTokens({ ctx, input: { page } });

describe("tokens", () => {
  it("let their owner in until they are revoked", async () => {
    const ctx = await newPerson();
    const { id, token } = await createToken({ ctx, input: { name: "notebook" } });
    expect(await findTokenOwner(token)).toEqual({
      userId: ctx.userId,
      workspaceId: ctx.workspaceId,
      tokenId: id,
    });
    await revokeToken({ ctx, input: { token_id: id } });
    expect(await findTokenOwner(token)).toBeNull();
    await expect(revokeToken({ ctx, input: { token_id: id } })).rejects.toMatchObject({ code: "not_found" });
  });

  it("expire", async () => {
    const ctx = await newPerson();
    const { id, token, expires_at } = await createToken({ ctx, input: { name: "short", ttl_days: 1 } });
    expect(Date.parse(expires_at) - Date.now()).toBeLessThanOrEqual(86_400_000);
    await db().apiToken.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1) } });
    expect(await findTokenOwner(token)).toBeNull();
    expect((await listOf(ctx)).count).toBe(0);
    await createToken({ ctx, input: { name: "next" } });
    expect(await db().apiToken.findUnique({ where: { id } })).toBeNull();
  });

  it("die with their owner, and with the membership", async () => {
    const [gone, left] = [await newPerson(), await newPerson()];
    const ofGone = await createToken({ ctx: gone, input: { name: "a" } });
    const ofLeft = await createToken({ ctx: left, input: { name: "b" } });
    await db().user.delete({ where: { id: gone.userId } });
    await db().member.deleteMany({ where: { userId: left.userId } });
    expect(await findTokenOwner(ofGone.token)).toBeNull();
    expect(await findTokenOwner(ofLeft.token)).toBeNull();
  });

  it("are another person's business alone", async () => {
    const [owner, other] = [await newPerson(), await newPerson()];
    const { id, token } = await createToken({ ctx: owner, input: { name: "mine" } });
    for (const token_id of [id, newId(), "malformed"]) {
      await expect(revokeToken({ ctx: other, input: { token_id } })).rejects.toMatchObject({
        code: "not_found",
      });
    }
    expect((await listOf(other)).data).toEqual([]);
    expect(await findTokenOwner(token)).not.toBeNull();
  });

  it("are listed newest first, in pages, without their secrets", async () => {
    const ctx = await newPerson();
    for (const name of ["one", "two", "three"]) await createToken({ ctx, input: { name } });
    const first = await listOf(ctx, { limit: 2 });
    expect(first).toMatchObject({ count: 3, data: [{ name: "three" }, { name: "two" }] });
    const second = await listOf(ctx, { limit: 2, cursor: first.next_cursor! });
    expect(second).toMatchObject({ count: 3, data: [{ name: "one" }], next_cursor: null });
    expect(Object.keys(second.data[0]!).sort()).toEqual([
      "created_at",
      "expires_at",
      "id",
      "last_used_at",
      "name",
    ]);
    await expect(listOf(ctx, { limit: 2, cursor: "elsewhere" })).rejects.toMatchObject({ code: "invalid" });
  });

  it("note their use, at most once a minute", async () => {
    const ctx = await newPerson();
    const { id, token } = await createToken({ ctx, input: { name: "used" } });
    const usedAt = async () => (await db().apiToken.findUniqueOrThrow({ where: { id } })).lastUsedAt;
    expect(await usedAt()).toBeNull();
    await findTokenOwner(token);
    const first = await usedAt();
    expect(Math.abs(first!.getTime() - Date.now())).toBeLessThan(5000);
    await findTokenOwner(token);
    expect(await usedAt()).toEqual(first);
    await db().apiToken.update({ where: { id }, data: { lastUsedAt: new Date(Date.now() - 61_000) } });
    await findTokenOwner(token);
    expect((await usedAt())!.getTime()).toBeGreaterThan(Date.now() - 5000);
  });

  it("end by logging out with them, which leaves the others alone", async () => {
    const ctx = await newPerson();
    const [mine, other] = [
      await createToken({ ctx, input: { name: "mine" } }),
      await createToken({ ctx, input: { name: "other" } }),
    ];
    const actor = { kind: "user", userId: ctx.userId, via: "token", tokenId: mine.id } as const;
    await logout({ ctx: { ...ctx, actor } });
    expect(await findTokenOwner(mine.token)).toBeNull();
    expect(await findTokenOwner(other.token)).not.toBeNull();
  });

  it("are not found by their hash", async () => {
    const { token } = await createToken({ ctx: await newPerson(), input: { name: "x" } });
    expect(await findTokenOwner(hashSecret(token))).toBeNull();
  });
});
