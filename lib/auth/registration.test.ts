import { describe, expect, it } from "vitest";
import { emailKey } from "./email.ts";
import { registration } from "./registration.ts";

const good = { email: "ana@example.com", password: "violet kayak 99" };
const pathsOf = (given: unknown) =>
  registration.safeParse(given).error?.issues.map((issue) => issue.path.join("."));

describe("registration", () => {
  it("trims the address and keeps its spelling", () => {
    expect(registration.parse({ ...good, email: "  Ana@Example.com " }).email).toBe("Ana@Example.com");
  });

  it("borrows the name from the address when none is given, or only spaces", () => {
    expect(registration.parse(good).name).toBe("ana");
    expect(registration.parse({ ...good, name: "   " }).name).toBe("ana");
    expect(registration.parse({ ...good, name: " Ana López " }).name).toBe("Ana López");
  });

  it.each([
    "",
    "ana",
    "ana@",
    "@example.com",
    "ana@example",
    "ana@@example.com",
    "ana lopez@example.com",
    "ana@exa mple.com",
    "ana@example..com",
    ".ana@example.com",
    "ana@-example.com",
    "ana@example.com\u0000",
    "ana\n@example.com",
    `${"a".repeat(250)}@example.com`,
    `${"a".repeat(2000)}@example.com`,
  ])("refuses what is no address: %j", (email) => {
    expect(pathsOf({ ...good, email })).toContain("email");
  });

  it.each(["ana+tag@sub.example.co.uk", "o'brien@example.com", "jörg@müller.de", "a@xn--mller-kva.xn--p1ai"])(
    "takes an address of any script: %s",
    (email) => {
      expect(registration.parse({ ...good, email }).email).toBe(email);
    },
  );

  it("names every faulty field at once", () => {
    expect(pathsOf({ email: 1, password: null, name: [] })).toEqual(["email", "password", "name"]);
    expect(pathsOf([])).toEqual([""]);
  });

  it("refuses a name with control characters, or a very long one", () => {
    expect(pathsOf({ ...good, name: "Ana\u0000" })).toEqual(["name"]);
    expect(pathsOf({ ...good, name: "x".repeat(101) })).toEqual(["name"]);
  });
});

describe("emailKey", () => {
  it("makes addresses one that differ in case, width or spaces around only", () => {
    expect(emailKey(" ANA@Example.COM")).toBe(emailKey("ana@example.com"));
    expect(emailKey("ａｎａ@example.com")).toBe("ana@example.com");
    expect(emailKey("ana+1@example.com")).not.toBe(emailKey("ana@example.com"));
  });
});
