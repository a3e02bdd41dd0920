import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createAccount } from "#lib/auth/create-account.ts";
import { issueToken } from "#lib/auth/issue-token.ts";
import { registration } from "#lib/auth/registration.ts";
import { sealSession, sessionCookieName } from "#lib/auth/session-cookie.ts";
import { db } from "#lib/db/client.ts";
import { json, route } from "./route.ts";

async function newPerson() {
  const input = registration.parse({ email: `${randomUUID()}@example.com`, password: "violet kayak 99" });
  const { user, workspaceId } = await createAccount({ input });
  const { token } = await issueToken({ userId: user.id, workspaceId, name: "test" });
  const sealed = await sealSession({ sub: user.id, workspace_id: workspaceId });
  return { user, workspaceId, token, cookie: `theme=dark; ${sessionCookieName()}=${sealed}` };
}

const whoAmI = route(async ({ ctx }) =>
  json({ workspace: ctx.workspaceId, actor: ctx.actor, request: ctx.requestId }),
);

async function ask(headers: Record<string, string>, method = "GET") {
  const request = new Request("http://localhost:3000/api/v1/x", {
    method,
    headers: { host: "localhost:3000", ...headers },
  });
  const reply = await whoAmI(request, { params: Promise.resolve({}) });
  return { status: reply.status, body: await reply.json() };
}

describe("a signed-in route", () => {
  it("knows a bearer token's owner, and needs no Origin", async () => {
    const { user, workspaceId, token } = await newPerson();
    const headers = { authorization: `Bearer ${token}`, "x-request-id": "mine" };
    const { status, body } = await ask(headers, "DELETE");
    expect(status).toBe(200);
    expect(body).toMatchObject({
      workspace: workspaceId,
      actor: { userId: user.id, via: "token" },
      request: "mine",
    });
    expect((await ask({ authorization: `bearer  ${token} ` })).status).toBe(200);
  });

  it("knows a cookie's owner", async () => {
    const { user, cookie } = await newPerson();
    expect((await ask({ cookie })).body.actor).toEqual({ kind: "user", userId: user.id, via: "cookie" });
  });

  it("refuses nobody, and a token that is wrong even where a cookie would do", async () => {
    const { token, cookie } = await newPerson();
    expect((await ask({})).status).toBe(401);
    for (const authorization of [
      "",
      "Bearer",
      "Bearer ",
      "Bearer vt_nonsense",
      `Basic ${token}`,
      `Bearer ${token} x`,
    ]) {
      const { status, body } = await ask({ authorization, cookie });
      expect([status, body.code]).toEqual([401, "unauthenticated"]);
    }
    expect((await ask({ cookie: `${sessionCookieName()}=nonsense` })).status).toBe(401);
  });

  it("refuses an unsafe request with a cookie that another site may have caused", async () => {
    const { cookie } = await newPerson();
    for (const method of ["POST", "PATCH", "PUT", "DELETE"]) {
      expect((await ask({ cookie }, method)).status).toBe(403);
      expect((await ask({ cookie, origin: "https://evil.example" }, method)).status).toBe(403);
      expect((await ask({ cookie, origin: "http://localhost:3000" }, method)).status).toBe(200);
      expect((await ask({ cookie, "sec-fetch-site": "same-origin" }, method)).status).toBe(200);
    }
    expect((await ask({ cookie, origin: "https://evil.example" })).status).toBe(200);
  });

  it("signs out whose account is gone", async () => {
    const { user, cookie, token } = await newPerson();
    await db().user.delete({ where: { id: user.id } });
    expect((await ask({ cookie })).status).toBe(401);
    expect((await ask({ authorization: `Bearer ${token}` })).status).toBe(401);
  });
});
