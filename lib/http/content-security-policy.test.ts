import { describe, expect, it } from "vitest";
import { contentSecurityPolicy } from "./content-security-policy.ts";

const directives = (policy: string) =>
  new Map(policy.split("; ").map((directive) => [directive.split(" ")[0], directive.split(" ").slice(1)]));

describe("the content security policy", () => {
  it("runs scripts by nonce alone, without eval or inline code", () => {
    const policy = contentSecurityPolicy({ nonce: "abc", isDev: false });
    expect(directives(policy).get("script-src")).toEqual(["'self'", "'nonce-abc'", "'strict-dynamic'"]);
    expect(policy).not.toContain("unsafe-eval");
    expect(directives(policy).get("style-src")).toEqual(["'self'", "'nonce-abc'"]);
    for (const nothing of ["object-src", "base-uri", "frame-ancestors"]) {
      expect(directives(policy).get(nothing)).toEqual(["'none'"]);
    }
  });

  it("loosens for development only", () => {
    expect(contentSecurityPolicy({ nonce: "abc", isDev: true })).toContain("'unsafe-eval'");
  });
});
