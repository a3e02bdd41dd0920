import { randomUUID } from "node:crypto";
import * as argon2 from "@node-rs/argon2";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Context } from "#lib/core/context.ts";
import { hashSecret } from "#lib/core/ids.ts";
import { log } from "#lib/core/log.ts";
import { db } from "#lib/db/client.ts";
import { createAccount } from "./create-account.ts";
import { getMe } from "./get-me.ts";
import { login } from "./login.ts";
import { DECOY_HASH } from "./password-hash.ts";
import { register } from "./register.ts";
import { registration } from "./registration.ts";
import { verifyCredentials } from "./verify-credentials.ts";

vi.mock("@node-rs/argon2", { spy: true });

const PASSWORD = "violet kayak 99";
const someone = () => `${randomUUID()}@example.com`;
const accountOf = (email: string) =>
  createAccount({ input: registration.parse({ email, password: PASSWORD }) });
const signIn = (email: string, password: string, address = "203.0.113.7") =>
  verifyCredentials({ input: { email, password }, address });

function contextOf({ user, workspaceId }: Awaited<ReturnType<typeof createAccount>>): Context {
  return { workspaceId, actor: { kind: "user", userId: user.id, via: "cookie" }, requestId: "test", log };
}

afterEach(() => vi.unstubAllEnvs());

describe("createAccount", () => {
  it("makes a person with a workspace of their own, which they own", async () => {
    const account = await createAccount({
      input: registration.parse({ email: someone(), password: PASSWORD, name: "Ana" }),
    });
    expect(await getMe({ ctx: contextOf(account) })).toEqual({
      user: account.user,
      workspace: { id: account.workspaceId, name: "Ana's workspace", role: "owner" },
    });
  });

  it("keeps no password, only its argon2id hash", async () => {
    const { user } = await accountOf(someone());
    const row = await db().user.findUniqueOrThrow({ where: { id: user.id } });
    expect(row.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(JSON.stringify(row)).not.toContain(PASSWORD);
  });

  it("refuses a second account for the address, whatever its case, and leaves no litter", async () => {
    const email = someone();
    await accountOf(email);
    // Other tests make workspaces at the same time; these have this person's name.
    const workspaces = () =>
      db().workspace.count({ where: { name: { startsWith: email.split("@")[0] ?? "" } } });
    expect(await workspaces()).toBe(1);
    await expect(accountOf(email.toUpperCase())).rejects.toMatchObject({
      code: "conflict",
      errors: [{ path: "email" }],
    });
    expect(await workspaces()).toBe(1);
  });

  it("lets one of many simultaneous sign-ups win; the others are conflicts", async () => {
    const email = someone();
    const tries = await Promise.allSettled(
      [email, email.toUpperCase(), email, ` ${email}`, email].map(accountOf),
    );
    expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    for (const one of tries)
      if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "conflict" });
  });
});

describe("verifyCredentials", () => {
  it("knows the account by its address in any case", async () => {
    const email = someone();
    const { user, workspaceId } = await accountOf(email);
    expect(await signIn(` ${email.toUpperCase()} `, PASSWORD)).toEqual({ user, workspaceId });
  });

  it("says the same to a wrong password and to an unknown address, and checks one hash of equal cost for both", async () => {
    const email = someone();
    const { user } = await accountOf(email);
    const { passwordHash } = await db().user.findUniqueOrThrow({ where: { id: user.id } });
    const verify = vi.mocked(argon2.verify);
    const outcomes: unknown[] = [];
    for (const [address, hash] of [
      [email, passwordHash],
      [someone(), DECOY_HASH],
      ["no address at all \u0000", DECOY_HASH],
    ] as const) {
      verify.mockClear();
      outcomes.push(await signIn(address, "wrong").catch((error: unknown) => error));
      expect(verify.mock.calls).toEqual([[hash, "wrong"]]);
    }
    const [first, ...others] = outcomes;
    expect(first).toMatchObject({ code: "unauthenticated" });
    for (const other of others) expect(other).toEqual(first);
  });

  it("lets nobody in who has lost the workspace", async () => {
    const email = someone();
    const { user } = await accountOf(email);
    await db().member.deleteMany({ where: { userId: user.id } });
    await expect(signIn(email, PASSWORD)).rejects.toMatchObject({ code: "unauthenticated" });
  });
});

describe("guessing", () => {
  beforeEach(() => vi.stubEnv("RATE_LOGIN", "3"));

  const codeOf = async (attempt: Promise<unknown>) =>
    attempt.then(
      () => "in",
      (error: unknown) => Reflect.get(Object(error), "code"),
    );

  it("is refused beyond the limit, even with the right password, and says when to come back", async () => {
    const email = someone();
    await accountOf(email);
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect(await codeOf(signIn(email, "wrong"))).toBe("unauthenticated");
    }
    const refused = await signIn(email, PASSWORD).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "rate_limited" });
    const retryAfter = Reflect.get(Object(refused), "retryAfter");
    expect(retryAfter).toBeGreaterThan(0);
    expect(retryAfter).toBeLessThanOrEqual(60);
  });

  it("is counted for an account that does not exist just as for one that does", async () => {
    const email = someone();
    const codes = [];
    for (let attempt = 0; attempt < 4; attempt += 1) codes.push(await codeOf(signIn(email, "wrong")));
    expect(codes).toEqual(["unauthenticated", "unauthenticated", "unauthenticated", "rate_limited"]);
  });

  it("is counted by account and address, whatever the address's case", async () => {
    const email = someone();
    for (const spelling of [email, email.toUpperCase(), ` ${email}`]) await codeOf(signIn(spelling, "wrong"));
    expect(await codeOf(signIn(email, "wrong"))).toBe("rate_limited");
    expect(await codeOf(signIn(email, "wrong", "203.0.113.8"))).toBe("unauthenticated");
    expect(await codeOf(signIn(someone(), "wrong"))).toBe("unauthenticated");
  });

  it("cannot slip through by many attempts at once", async () => {
    const email = someone();
    const codes = await Promise.all(Array.from({ length: 12 }, () => codeOf(signIn(email, "wrong"))));
    expect(codes.filter((code) => code === "unauthenticated")).toHaveLength(3);
    expect(codes.filter((code) => code === "rate_limited")).toHaveLength(9);
  });

  it("ends too when it comes from ever new addresses", async () => {
    const email = someone();
    const codes = await Promise.all(
      Array.from({ length: 31 }, (_, at) => codeOf(signIn(email, "wrong", `198.51.100.${at}`))),
    );
    expect(codes.filter((code) => code === "rate_limited")).toHaveLength(1);
  });

  it("is not what somebody does who knows the password", async () => {
    const email = someone();
    await accountOf(email);
    for (let attempt = 0; attempt < 8; attempt += 1) expect(await codeOf(signIn(email, PASSWORD))).toBe("in");
  });

  it("is not limited when the setting is 0", async () => {
    vi.stubEnv("RATE_LOGIN", "0");
    const email = someone();
    const codes = await Promise.all(Array.from({ length: 12 }, () => codeOf(signIn(email, "wrong"))));
    expect(new Set(codes)).toEqual(new Set(["unauthenticated"]));
  });

  it("leaves nobody's address in the counters", async () => {
    const email = someone();
    await codeOf(signIn(email, "wrong", "192.0.2.55"));
    const keys = (await db().rateCounter.findMany()).map(({ key }) => key).join(" ");
    expect(keys).toContain("login:");
    expect(keys).not.toContain(email);
    expect(keys).not.toContain("192.0.2.55");
  });
});

describe("register and login", () => {
  it("each give a token of their own, kept as a hash, that expires as set", async () => {
    vi.stubEnv("TOKEN_TTL_DAYS", "7");
    const input = registration.parse({ email: someone(), password: PASSWORD });
    const first = await register({ input, client: "API sign-in (curl/8)" });
    const second = await login({ input, address: "203.0.113.7", client: "API sign-in" });
    expect(second.user).toEqual(first.user);
    expect(second.token).not.toBe(first.token);
    for (const { token, expires_at } of [first, second]) {
      expect(token).toMatch(/^vt_[A-Za-z0-9_-]{43}$/);
      const days = (Date.parse(expires_at) - Date.now()) / 86_400_000;
      expect(days).toBeGreaterThan(6.99);
      expect(days).toBeLessThanOrEqual(7);
      const row = await db().apiToken.findUniqueOrThrow({ where: { tokenHash: hashSecret(token) } });
      expect(JSON.stringify(row)).not.toContain(token);
    }
  });
});
