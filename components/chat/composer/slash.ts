import { bestMatches } from "#components/palette/match.ts";
import type { Command } from "#components/palette/page-store.ts";

/** A command that the composer runs after a slash. */
export type SlashCommand = Command & { slash: string };

/** What is typed after a slash that begins the text; null where it is no command any more. */
export function slashWord(text: string): string | null {
  return /^\/([\p{L}-]*)$/u.exec(text)?.[1] ?? null;
}

/** The commands that the word may be, all of them for an empty one, in their own order. */
export function slashCommands(word: string, commands: readonly Command[]): SlashCommand[] {
  const own = commands.filter((command): command is SlashCommand => command.slash !== undefined);
  if (word === "") return own;
  const begun = own.filter(({ slash }) => slash.startsWith(word.toLowerCase()));
  return begun.length > 0 ? begun : bestMatches(word, own, ({ label, words = [] }) => [label, ...words]);
}
