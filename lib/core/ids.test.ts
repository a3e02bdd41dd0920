import { describe, expect, it } from "vitest";
import { hashSecret, isId, newId, newSecret } from "./ids.ts";

describe("newId", () => {
  it("sorts after every earlier id, also many in one millisecond", () => {
    const ids = Array.from({ length: 20_000 }, newId);
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("is a version 7 UUID of about now", () => {
    const id = newId();
    expect(isId(id)).toBe(true);
    expect(id[14]).toBe("7");
    const ms = Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);
    expect(Math.abs(ms - Date.now())).toBeLessThan(5000);
  });
});

describe("isId", () => {
  it.each(["", "x", "../etc", "01a1f8df-c7f2-740a-a9d4", "01a1f8df-c7f2-740a-a9d4-fb36551dd3d7 "])(
    "refuses %j",
    (value) => {
      expect(isId(value)).toBe(false);
    },
  );
});

describe("newSecret", () => {
  it("has 256 random bits behind its prefix, and its hash is what is kept", () => {
    const secret = newSecret("vt_");
    expect(secret).toMatch(/^vt_[A-Za-z0-9_-]{43}$/);
    expect(secret).not.toBe(newSecret("vt_"));
    expect(hashSecret(secret)).toMatch(/^[0-9a-f]{64}$/);
  });
});
