import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import type { Context } from "#lib/core/context.ts";
import { log } from "#lib/core/log.ts";
import { db } from "#lib/db/client.ts";
import { createAccount } from "./create-account.ts";
import { registration } from "./registration.ts";
import { renameUser } from "./rename-user.ts";
import { signedInUser } from "./signed-in-user.ts";

async function newPerson(): Promise<Context & { userId: string }> {
  const input = registration.parse({ email: `${randomUUID()}@example.com`, password: "violet kayak 99" });
  const { user, workspaceId } = await createAccount({ input });
  const actor = { kind: "user", userId: user.id, via: "cookie" } as const;
  return { workspaceId, actor, requestId: "test", log, userId: user.id };
}

it("a person gets the new name, and nobody else does", async () => {
  const [ada, other] = [await newPerson(), await newPerson()];
  const before = await signedInUser(other);
  expect(await renameUser({ ctx: ada, input: { name: "Ada Löwe" } })).toMatchObject({ name: "Ada Löwe" });
  expect(await signedInUser(ada)).toMatchObject({ name: "Ada Löwe" });
  expect(await signedInUser(other)).toEqual(before);
});

it("an account that was deleted meanwhile cannot be named", async () => {
  const gone = await newPerson();
  await db().user.delete({ where: { id: gone.userId } });
  await expect(renameUser({ ctx: gone, input: { name: "Nobody" } })).rejects.toMatchObject({
    code: "unauthenticated",
  });
});
