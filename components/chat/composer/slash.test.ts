import { expect, it } from "vitest";
import { slashCommands, slashWord } from "./slash.ts";

const command = (id: string, label: string, slash?: string) => ({
  id,
  label,
  run: () => undefined,
  ...(slash ? { slash } : {}),
});
const COMMANDS = [
  command("look", "Look it over for me", "look"),
  command("new", "New session", "new"),
  command("rename", "Rename session", "rename"),
  command("next", "Next answer"),
];
const found = (word: string) => slashCommands(word, COMMANDS).map(({ slash }) => slash);

it("a slash at the beginning asks for a command, until something else than a word follows", () => {
  expect(slashWord("/")).toBe("");
  expect(slashWord("/ren")).toBe("ren");
  for (const text of ["", "a /ren", "/rename it", "/1", "/usr/bin"]) expect(slashWord(text)).toBeNull();
});

it("offers all commands of the composer, then those that begin so, then those whose label does", () => {
  expect(found("")).toEqual(["look", "new", "rename"]);
  expect(found("RE")).toEqual(["rename"]);
  expect(found("over")).toEqual(["look"]);
  expect(found("zzz")).toEqual([]);
});
