import { describe, expect, it } from "vitest";
import { passwordFault } from "./password-rules.ts";

const ana = { email: "ana.lopez@example.com", name: "Ana Lopez" };
const faultOf = (password: string) => passwordFault(password, ana);

describe("passwordFault", () => {
  it.each([
    "violet kayak under 9 bridges",
    "correct horse battery staple",
    "Tr0ub4dor&3-xkcd",
    "gT7#vbq2Lw",
    "пароль-для-моей-кошки",
    "my-ana-lopez-password",
    "aaaaaaaaab-and-then-some",
  ])("lets a password through that nobody would guess first: %s", (password) => {
    expect(faultOf(password)).toBeNull();
  });

  it("counts characters, not code units or bytes", () => {
    expect(faultOf("gT7#vbq2L")).toMatch(/at least 10/);
    expect(faultOf("🦊🐘🦉🐙🦔🐢🦋🐝🐞")).toMatch(/at least 10/);
    expect(faultOf("🦊🐘🦉🐙🦔🐢🦋🐝🐞🦀")).toBeNull();
  });

  it("takes 200 characters and no more", () => {
    const long = "violet kayak 9 ".repeat(20);
    expect(faultOf(`x${long}`.slice(0, 200))).toBeNull();
    expect(faultOf(`x${long}`.slice(0, 201))).toMatch(/at most 200/);
  });

  it.each([
    "Password123!",
    "p@ssw0rd2024",
    "PASSWORD!!!!",
    "!welcome1234",
    "$unshine2020",
    "letmein12345",
    "l3tm31n123456",
    "iloveyou2021",
    "Michael1987!",
    "1q2w3e4r5t",
    "administrator",
    "passwordpassword",
    "ｐａｓｓｗｏｒｄ１２３",
  ])("refuses a common one, however it is decorated: %s", (password) => {
    expect(faultOf(password)).toMatch(/most common/);
  });

  it.each(["aaaaaaaaaa", "1111111111", "1717171717", "abcabcabcabc", "xyq9xyq9xyq9"])(
    "refuses repetition: %s",
    (password) => {
      expect(faultOf(password)).toMatch(/repeats/);
    },
  );

  it.each(["1234567890", "0987654321", "abcdefghijkl", "qwertz123456", "zxcvbnm,./"])(
    "refuses walks over the keyboard and counting: %s",
    (password) => {
      expect(faultOf(password)).not.toBeNull();
    },
  );

  it.each([
    "ana.lopez@example.com",
    "Ana.Lopez2024",
    "x-ANA.LOPEZ@example.com-x",
    "AnaLopez1987!",
    "ana lopez 1987",
  ])("refuses the person's own address or name: %s", (password) => {
    expect(faultOf(password)).toMatch(/e-mail address or your name/);
  });

  it("does not hold a short name against a longer password", () => {
    expect(passwordFault("bo-12-34-91-kx", { email: "bo@example.com", name: "Bo" })).toBeNull();
  });
});
