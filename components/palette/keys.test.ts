import { describe, expect, it } from "vitest";
import { capsOf, isStroke } from "./keys.ts";

const stroke = (key: string, held: object = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isAltGraph: false,
  ...held,
});

describe("a shortcut", () => {
  it("with the command key is ⌘ on Apple's keyboards and Ctrl elsewhere", () => {
    expect(isStroke(stroke("k", { metaKey: true }), "mod+k", true)).toBe(true);
    expect(isStroke(stroke("k", { ctrlKey: true }), "mod+k", true)).toBe(false);
    expect(isStroke(stroke("K", { ctrlKey: true }), "mod+k", false)).toBe(true);
    expect(isStroke(stroke("k"), "mod+k", false)).toBe(false);
  });

  it("of one key is that key alone", () => {
    expect(isStroke(stroke("j"), "j", false)).toBe(true);
    for (const held of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }])
      expect(isStroke(stroke("j", held), "j", false)).toBe(false);
  });

  it("is also the sign that a keyboard writes with AltGr", () => {
    const german = { ctrlKey: true, altKey: true, isAltGraph: true };
    expect(isStroke(stroke("[", german), "[", false)).toBe(true);
  });

  it("is written as the platform writes it", () => {
    expect(capsOf("mod+k", true)).toEqual(["⌘", "K"]);
    expect(capsOf("mod+k", false)).toEqual(["Ctrl", "K"]);
    expect(capsOf("?", false)).toEqual(["?"]);
    expect(capsOf("shift+enter", false)).toEqual(["Shift", "Enter"]);
  });
});
