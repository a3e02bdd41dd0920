import "server-only";
import type { Prisma } from "#lib/db/generated/client.ts";

/** The membership that gives a new person a workspace of their own, written together with the user. */
export function personalWorkspace(owner: {
  name: string;
}): Prisma.MemberUncheckedCreateNestedManyWithoutUserInput {
  return { create: { role: "owner", workspace: { create: { name: `${owner.name}'s workspace` } } } };
}
