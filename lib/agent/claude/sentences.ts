/** What we ask of the model between its own messages, and what we say to the person in its place. */

export const CONCLUDE =
  "You have used all the tool calls that one answer may take. Answer now from what you have, and say what you could not check.";

export const TOO_LONG =
  "Your message reached the length limit and was cut off there. Continue right where it stopped, without repeating anything, and be brief.";

export const SAY_SOMETHING = "Please answer the question in words now.";

/** The end of what was said is quoted, because the person must read on as if nothing had happened. */
export function cutOffAfter(said: string): string {
  const end = said.trimEnd().slice(-120);
  return `The connection broke off while you were writing. What arrived ends with: «${end}». Go on from exactly there, in the middle of the sentence if need be, without repeating anything and without mentioning the break. If the answer was already complete, or a tool call is due next, do that.`;
}

export const DECLINED =
  "Claude declined to answer this. It may answer when the question is put in other words, or asked more closely about the data.";

export const NO_ANSWER = "Claude gave no answer this time. Please ask again.";

export const CUT_AT_LENGTH = "\n\n(The answer was cut off here because it became too long.)";

export const WINDOW_FULL =
  "The answer ends here: this conversation has become longer than Claude can read at once. A new session on the same data starts afresh.";
