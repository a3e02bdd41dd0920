import "server-only";
import { core, isCommon } from "./common-passwords.ts";
import { normalise } from "./password-hash.ts";
import { isRepetition, isWalk } from "./password-patterns.ts";

const SHORTEST = 10;
const LONGEST = 200;
/** A name of fewer letters may well be part of a good password. */
const SHORTEST_OWN_WORD = 4;

/**
 * What is wrong with a new password, as a sentence, or null. Length and guessability count, not a mix of
 * character classes (NIST SP 800-63B). Lengths are in characters after normalisation.
 */
export function passwordFault(password: string, who: { email: string; name?: string }): string | null {
  const spelled = normalise(password);
  const length = [...spelled].length;
  if (length < SHORTEST) return `must have at least ${SHORTEST} characters`;
  if (length > LONGEST) return `must have at most ${LONGEST} characters`;
  const lower = spelled.toLowerCase();
  if (isCommon(lower.trim())) return "is one of the most common passwords; choose another";
  if (isRepetition(lower)) return "is too easy to guess: it only repeats itself";
  if (isWalk(lower)) return "is too easy to guess: it only follows the keyboard or counts";
  if (isOwn(lower, who)) return "must not be your e-mail address or your name";
  return null;
}

/** Whether a password is the person's own address or name, with or without digits and signs around it. */
function isOwn(password: string, { email, name = "" }: { email: string; name?: string }): boolean {
  const address = normalise(email).toLowerCase();
  if (password.includes(address) && address !== "") return true;
  const [local = ""] = address.split("@");
  const spoken = normalise(name).toLowerCase();
  const own = [local, spoken, spoken.replace(/\s+/g, ""), ...spoken.split(/\s+/)];
  const inside = core(password);
  return own.some((word) => {
    const letters = core(word);
    return letters.length >= SHORTEST_OWN_WORD && (password === word || inside === letters);
  });
}
