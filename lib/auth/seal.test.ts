import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { seal, unseal } from "./seal.ts";

beforeEach(() => {
  vi.stubEnv("DATABASE_URL", "postgresql://u:p@localhost/db");
  vi.stubEnv("AUTH_SECRET", "s".repeat(32));
});
afterEach(() => vi.unstubAllEnvs());

describe("seal", () => {
  it.each(["", "a share token", "ünïcode 🦊", "x".repeat(100_000)])("gives the text back: %.20s", (text) => {
    expect(unseal(seal(text))).toBe(text);
  });

  it("never makes the same twice, and shows nothing of the text", () => {
    expect(seal("secret")).not.toBe(seal("secret"));
    expect(Buffer.from(seal("secret").split(".")[1]!, "base64url").toString("latin1")).not.toContain(
      "secret",
    );
  });

  it("refuses what was altered", () => {
    const bytes = Buffer.from(seal("secret").split(".")[1]!, "base64url");
    for (const at of [0, 13, bytes.length - 1]) {
      const altered = Buffer.from(bytes);
      altered.writeUInt8(altered.readUInt8(at) ^ 1, at);
      expect(() => unseal(`v1.${altered.toString("base64url")}`)).toThrow();
    }
    for (const text of [
      "",
      "v1.",
      "v2.AAAA",
      "nonsense",
      `v1.${bytes.subarray(0, 20).toString("base64url")}`,
    ]) {
      expect(() => unseal(text)).toThrow();
    }
  });

  it("is of one secret only", () => {
    const sealed = seal("secret");
    vi.stubEnv("AUTH_SECRET", "t".repeat(32));
    expect(() => unseal(sealed)).toThrow();
  });
});
