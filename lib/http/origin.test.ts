import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isSameOrigin, ownHosts } from "./origin.ts";

beforeEach(() => {
  vi.stubEnv("DATABASE_URL", "postgresql://u:p@localhost/db");
  vi.stubEnv("AUTH_SECRET", "s".repeat(32));
});
afterEach(() => vi.unstubAllEnvs());

const accepts = (given: Record<string, string>) => {
  const headers = new Headers({ host: "localhost:3000", ...given });
  return isSameOrigin(headers, ownHosts(headers));
};

describe("same origin", () => {
  it("is the host the browser spoke to, by http or by https", () => {
    expect(accepts({ origin: "http://localhost:3000" })).toBe(true);
    expect(accepts({ origin: "https://localhost:3000" })).toBe(true);
    expect(accepts({ host: "veritable.example", origin: "https://veritable.example" })).toBe(true);
    expect(accepts({ host: "Veritable.Example:80", origin: "http://veritable.example" })).toBe(true);
  });

  it.each([
    "http://evil.example",
    "http://localhost:3001",
    "http://localhost",
    "http://localhost:3000.evil.example",
    "file://localhost:3000",
    "chrome-extension://localhost:3000",
    "null",
    "",
    "localhost:3000",
  ])("is not %j", (origin) => {
    expect(accepts({ origin })).toBe(false);
    expect(accepts({ origin, "sec-fetch-site": "same-origin" })).toBe(false);
  });

  it("without Origin is what the browser itself vouches for", () => {
    expect(accepts({ "sec-fetch-site": "same-origin" })).toBe(true);
    for (const site of ["same-site", "cross-site", "none"])
      expect(accepts({ "sec-fetch-site": site })).toBe(false);
    expect(accepts({})).toBe(false);
    expect(accepts({ referer: "http://localhost:3000/sessions" })).toBe(false);
  });

  it("includes the public address", () => {
    vi.stubEnv("PUBLIC_URL", "https://veritable.example");
    expect(accepts({ host: "10.0.0.5:3000", origin: "https://veritable.example" })).toBe(true);
    expect(accepts({ host: "10.0.0.5:3000", origin: "https://www.veritable.example" })).toBe(false);
  });

  it("believes a forwarded host from a trusted proxy only", () => {
    const given = { "x-forwarded-host": "veritable.example", origin: "https://veritable.example" };
    expect(accepts(given)).toBe(false);
    vi.stubEnv("TRUST_PROXY", "1");
    expect(accepts(given)).toBe(true);
  });
});
