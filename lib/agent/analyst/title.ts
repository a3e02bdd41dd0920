import { sentenceCase } from "./column-label.ts";

const LONGEST = 60;
const LEAD =
  /^(please|can you|could you|would you|tell me|show me|give me|i want to know|i'd like to know|let me know|hi|hello|hey)[\s,]+/i;
const ASKING = /^(what|which|how much)('s| is| are| was| were)( the)? /i;
/** A title that starts so has lost its beginning. */
const STRAY = /^(in|of|for|on|at|by|to|from|with|about|and|or|than|as|into|there|it|this|that)\b/i;
/** What a look over a fresh file is called when a title is asked for. */
const WHAT_IS_IN = /^what(?:'s| is) in ([^?]+?)\s*\?*$/i;

function withoutAsking(question: string): string {
  let text = question.replaceAll(/\s+/g, " ").trim();
  while (LEAD.test(text)) text = text.replace(LEAD, "");
  const looked = WHAT_IS_IN.exec(text)?.[1];
  if (looked && !STRAY.test(looked)) return `A first look at ${looked}`;
  const bare = text.replace(ASKING, "").replace(/^the /i, "");
  return (STRAY.test(bare) ? text : bare).replace(/^[\W_]+(?=\w)/, "").replace(/[?!.,;:\s]+$/, "");
}

const isShouted = (text: string): boolean => text.length > 8 && !/\p{Ll}/u.test(text);

/** A title of a conversation from its first question: at most 60 characters, cut at a word. */
export function titleOf(question: string): string {
  const text = withoutAsking(question);
  if (text === "") return "New conversation";
  const title = sentenceCase(isShouted(text) ? text.toLowerCase() : text);
  if (title.length <= LONGEST) return title;
  const cut = title.slice(0, LONGEST - 1);
  const atWord = cut.lastIndexOf(" ") > LONGEST / 2 ? cut.slice(0, cut.lastIndexOf(" ")) : cut;
  return `${atWord.replace(/[\uD800-\uDBFF]$/, "").trimEnd()}…`;
}
