import "server-only";
import { AppError } from "#lib/core/errors.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { personalWorkspace } from "#lib/workspaces/personal-workspace.ts";
import { emailKey } from "./email.ts";
import { hashPassword } from "./password-hash.ts";
import type { Registration } from "./registration.ts";
import type { UserView } from "./schema.ts";
import { userView } from "./views.ts";

/** An account that has shown it is who it says, and where it acts first. */
export interface Account {
  user: UserView;
  workspaceId: string;
}

/** Makes a person with a workspace of their own, in one transaction; 409 when the address has an account. */
export async function createAccount({ input }: { input: Registration }): Promise<Account> {
  const passwordHash = await hashPassword(input.password);
  try {
    const { memberships, ...user } = await db().user.create({
      data: {
        email: input.email,
        emailKey: emailKey(input.email),
        name: input.name,
        passwordHash,
        memberships: personalWorkspace(input),
      },
      select: {
        id: true,
        email: true,
        name: true,
        createdAt: true,
        memberships: { select: { workspaceId: true } },
      },
    });
    const [membership] = memberships;
    if (!membership) throw new Error("a new account has no workspace");
    return { user: userView(user), workspaceId: membership.workspaceId };
  } catch (cause) {
    if (!isTaken(cause)) throw cause;
    throw new AppError("conflict", "There is already an account with this e-mail address. Sign in instead.", {
      cause,
      errors: [{ path: "email", message: "already has an account" }],
    });
  }
}

/** The unique index decides, so that two simultaneous sign-ups cannot both win. */
function isTaken(thrown: unknown): boolean {
  return thrown instanceof Prisma.PrismaClientKnownRequestError && thrown.code === "P2002";
}
