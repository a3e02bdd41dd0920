import { describe, expect, it } from "vitest";
import { DECOY_HASH, hashPassword, verifyPassword } from "./password-hash.ts";

const partsOf = (hash: string) => hash.split("$").slice(1, 4);

describe("hashPassword", () => {
  it("makes argon2id hashes of OWASP's cost, each with a salt of its own", async () => {
    const [one, two] = await Promise.all([hashPassword("violet kayak"), hashPassword("violet kayak")]);
    expect(partsOf(one)).toEqual(["argon2id", "v=19", "m=19456,t=2,p=1"]);
    expect(one).not.toBe(two);
    expect(await verifyPassword(one, "violet kayak")).toBe(true);
    expect(await verifyPassword(one, "violet kayaK")).toBe(false);
  });

  it("knows a password again that another keyboard composed differently", async () => {
    const composed = await hashPassword("caf\u00e9 au lait 7");
    expect(await verifyPassword(composed, "cafe\u0301 au lait 7")).toBe(true);
  });
});

describe("DECOY_HASH", () => {
  it("costs what a real hash costs, so that both take the same time", async () => {
    expect(partsOf(DECOY_HASH)).toEqual(partsOf(await hashPassword("violet kayak")));
    expect(DECOY_HASH.length).toBe((await hashPassword("violet kayak")).length);
    expect(await verifyPassword(DECOY_HASH, "violet kayak")).toBe(false);
  });
});
