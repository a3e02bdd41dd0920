import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { api, expectProblem, newAccount, PASSWORD } from "#e2e/support/api.ts";

const JSON_TYPE = { "content-type": "application/json" };
const someone = () => `${randomUUID()}@example.com`;

describe("registering", () => {
  it("gives a token that knows the person and their workspace", async () => {
    const email = `Ana.${randomUUID()}@Example.com`;
    const reply = await api("POST", "/auth/register", { json: { email, password: PASSWORD } });
    expect(reply.status).toBe(201);
    expect(reply.headers.get("cache-control")).toBe("no-store");
    expect(reply.headers.get("set-cookie")).toBeNull();
    expect(Object.keys(reply.body).sort()).toEqual(["expires_at", "token", "user"]);
    expect(reply.body.user).toMatchObject({ email, name: email.split("@")[0] });
    const me = await api("GET", "/auth/me", { token: reply.body.token });
    expect(me.body).toEqual({
      user: reply.body.user,
      workspace: { id: expect.any(String), name: expect.any(String), role: "owner" },
    });
  });

  it("is a conflict for a taken address in any case, also when both come at once", async () => {
    const { email } = await newAccount();
    const body = { email: email.toUpperCase(), password: PASSWORD };
    expectProblem(await api("POST", "/auth/register", { json: body }), 409, "conflict");
    const both = { email: someone(), password: PASSWORD };
    const replies = await Promise.all([1, 2, 3, 4].map(() => api("POST", "/auth/register", { json: both })));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });

  it.each([
    [{ email: "nobody", password: PASSWORD }, "email"],
    [{ email: `${"a".repeat(300)}@example.com`, password: PASSWORD }, "email"],
    [{ password: PASSWORD }, "email"],
    [{ email: "x@example.com" }, "password"],
    [{ email: "x@example.com", password: "short" }, "password"],
    [{ email: "x@example.com", password: "Password123!" }, "password"],
    [{ email: "x@example.com", password: "1234567890" }, "password"],
    [{ email: "x@example.com", password: "x".repeat(201) }, "password"],
    [{ email: "x@example.com", password: PASSWORD, name: 7 }, "name"],
    [[], ""],
  ])("refuses %j", async (body, path) => {
    const reply = await api("POST", "/auth/register", { json: body });
    expectProblem(reply, 422, "invalid");
    expect(reply.body.errors.map((error: { path: string }) => error.path)).toContain(path);
  });

  it("refuses bodies that are no JSON, of another type, or huge", async () => {
    expectProblem(await api("POST", "/auth/register", { body: "{", headers: JSON_TYPE }), 400, "bad_request");
    const form = { "content-type": "application/x-www-form-urlencoded" };
    expectProblem(
      await api("POST", "/auth/register", { body: "a=b", headers: form }),
      415,
      "unsupported_type",
    );
    expectProblem(
      await api("POST", "/auth/register", { json: { email: "x".repeat(2 ** 20) } }),
      413,
      "too_large",
    );
  });
});

describe("logging in", () => {
  it("gives a new token each time, for the address in any case", async () => {
    const { email, token } = await newAccount();
    const body = { email: email.toUpperCase(), password: PASSWORD };
    const [one, two] = [
      await api("POST", "/auth/login", { json: body }),
      await api("POST", "/auth/login", { json: body }),
    ];
    expect([one.status, two.status]).toEqual([200, 200]);
    expect(new Set([token, one.body.token, two.body.token]).size).toBe(3);
  });

  it("says the same to a wrong password and to an unknown address", async () => {
    const { email } = await newAccount();
    const wrong = await api("POST", "/auth/login", { json: { email, password: "wrong" } });
    const unknown = await api("POST", "/auth/login", { json: { email: someone(), password: "wrong" } });
    expectProblem(wrong, 401, "unauthenticated");
    expect({ ...unknown.body, request_id: "" }).toEqual({ ...wrong.body, request_id: "" });
  });

  it("takes any text for an address and never fails on it", async () => {
    for (const email of ["", "\u0000", "a@b", "' OR 1=1 --", "\ud800", "x".repeat(900)]) {
      const reply = await api("POST", "/auth/login", { json: { email, password: "x\u0000" } });
      expectProblem(reply, 401, "unauthenticated");
    }
  });
});

describe("tokens", () => {
  it("die with logging out, each by itself", async () => {
    const { email, token } = await newAccount();
    const { body } = await api("POST", "/auth/login", { json: { email, password: PASSWORD } });
    expect((await api("POST", "/auth/logout", { token })).status).toBe(204);
    expectProblem(await api("GET", "/auth/me", { token }), 401, "unauthenticated");
    expectProblem(await api("POST", "/auth/logout", { token }), 401, "unauthenticated");
    expect((await api("GET", "/auth/me", { token: body.token })).status).toBe(200);
  });

  it("can be made, listed and revoked by their owner alone", async () => {
    const [owner, other] = [await newAccount(), await newAccount()];
    const made = await api("POST", "/tokens", {
      token: owner.token,
      json: { name: "notebook", ttl_days: 2 },
    });
    expect(made.status).toBe(201);
    expect((await api("GET", "/auth/me", { token: made.body.token })).body.user.id).toBe(owner.id);
    const list = await api("GET", "/tokens?limit=1", { token: owner.token });
    expect(list.body).toMatchObject({ count: 2, data: [{ id: made.body.id, name: "notebook" }] });
    expect(list.body.data[0]).not.toHaveProperty("token");
    const next = await api("GET", `/tokens?limit=1&cursor=${list.body.next_cursor}`, { token: owner.token });
    expect(next.body).toMatchObject({
      count: 2,
      next_cursor: null,
      data: [{ name: expect.stringContaining("API sign-in") }],
    });
    const path = `/tokens/${made.body.id}`;
    expectProblem(await api("DELETE", path, { token: other.token }), 404, "not_found");
    expectProblem(await api("DELETE", path), 401, "unauthenticated");
    expect((await api("DELETE", path, { token: owner.token })).status).toBe(204);
    expectProblem(await api("DELETE", path, { token: owner.token }), 404, "not_found");
    expectProblem(await api("DELETE", "/tokens/nonsense", { token: owner.token }), 404, "not_found");
    expectProblem(await api("GET", "/auth/me", { token: made.body.token }), 401, "unauthenticated");
  });

  it("need a name and a sane life", async () => {
    const { token } = await newAccount();
    for (const body of [
      {},
      { name: "" },
      { name: "x", ttl_days: 0 },
      { name: "x", ttl_days: 1e9 },
      { name: "a\u0000" },
    ]) {
      expectProblem(await api("POST", "/tokens", { token, json: body }), 422, "invalid");
    }
    for (const query of ["limit=0", "limit=201", "limit=x", "cursor=x"]) {
      expectProblem(await api("GET", `/tokens?${query}`, { token }), 422, "invalid");
    }
  });
});

describe("the API", () => {
  it("lets nobody in without an account", async () => {
    for (const [method, path] of [
      ["GET", "/auth/me"],
      ["POST", "/auth/logout"],
      ["GET", "/tokens"],
      ["POST", "/tokens"],
    ] as const) {
      const reply = await api(method, path);
      expectProblem(reply, 401, "unauthenticated");
      expect(reply.headers.get("www-authenticate")).toBe("Bearer");
    }
  });

  it("answers unknown addresses in its own shape", async () => {
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
      expectProblem(await api(method, "/no/such/thing"), 404, "not_found");
    }
  });

  it("carries a request id and security headers on every reply", async () => {
    const given = await api("GET", "/auth/me", { headers: { "x-request-id": "trace-1" } });
    expect(given.headers.get("x-request-id")).toBe("trace-1");
    expect(given.body.request_id).toBe("trace-1");
    expect(given.headers.get("x-content-type-options")).toBe("nosniff");
    const odd = await api("GET", "/auth/me", { headers: { "x-request-id": "<b>" } });
    expect(odd.headers.get("x-request-id")).not.toBe("<b>");
  });

  it("answers preflights and lets no foreign page read anything", async () => {
    const asked = { origin: "https://evil.example", "access-control-request-method": "POST" };
    for (const path of ["/auth/login", "/sessions", "/uploads"]) {
      const reply = await api("OPTIONS", path, { headers: asked });
      expect(reply.status).toBeLessThan(300);
      expect(reply.headers.has("access-control-allow-origin")).toBe(false);
    }
    const reply = await api("GET", "/auth/me", { headers: { origin: "https://evil.example" } });
    expect(reply.headers.has("access-control-allow-origin")).toBe(false);
  });
});
