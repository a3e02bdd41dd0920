const LONGEST = 60;
const LEAD =
  /^(please|can you|could you|would you|tell me|show me|give me|i want to know|i'd like to know|let me know|hi|hello|hey)[\s,]+/i;

/** A title of a conversation from its first question: at most 60 characters, cut at a word. */
export function titleOf(question: string): string {
  let text = question.replaceAll(/\s+/g, " ").trim();
  while (LEAD.test(text)) text = text.replace(LEAD, "");
  text = text
    .replace(/^(what|which|how much)('s| is| are| was| were)( the)? /i, "")
    .replace(/^the /i, "")
    .replace(/[?!.,;:\s]+$/, "");
  if (text === "") return "New conversation";
  const title = text.charAt(0).toUpperCase() + text.slice(1);
  if (title.length <= LONGEST) return title;
  const cut = title.slice(0, LONGEST - 1);
  const atWord = cut.lastIndexOf(" ") > LONGEST / 2 ? cut.slice(0, cut.lastIndexOf(" ")) : cut;
  return `${atWord.replace(/[\uD800-\uDBFF]$/, "").trimEnd()}…`;
}
