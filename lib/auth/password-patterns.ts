import "server-only";

/** Lines along which fingers and counting walk: the alphabet, the digits, keyboard rows and columns (US, German, French). */
const LINES = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890",
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "qwertzuiop",
  "yxcvbnm",
  "azertyuiop",
  "qsdfghjklm",
  "wxcvbn",
  "!@#$%^&*()",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
  "1q2w3e4r5t6y7u8i9o0p",
  "zaq1xsw2cde3vfr4bgt5nhy6mju7ki8lo9p0",
  "147258369",
  "qazwsxedcrfvtgbyhnujmikolp",
];
const WALKS = LINES.flatMap((line) => [line, [...line].reverse().join("")]);
/** Shorter pieces occur in honest words ("ty", "op"). */
const SHORTEST_STEP = 3;
/** A unit of this length or less that fills a password is a pattern: `abcabcabcabc`, `qwe1qwe1qwe1`. */
const LONGEST_UNIT = 6;
const FEWEST_CHARACTERS = 4;

/** Whether a password is one short thing over and over, or made of hardly any different characters. */
export function isRepetition(password: string): boolean {
  const characters = [...password];
  if (new Set(characters).size < FEWEST_CHARACTERS) return true;
  for (let unit = 1; unit <= LONGEST_UNIT; unit += 1) {
    if (unit * 2 > characters.length) return false;
    if (characters.every((character, at) => character === characters[at % unit])) return true;
  }
  return false;
}

/** Whether a password, in lower case, is nothing but walks of three or more steps: `1234567890`, `qwertyuiop`, `abcdef123456`. */
export function isWalk(password: string): boolean {
  let rest = password;
  while (rest.length > 0) {
    const length = longestWalk(rest);
    if (length < SHORTEST_STEP && rest.length >= SHORTEST_STEP) return false;
    rest = rest.slice(Math.max(length, SHORTEST_STEP));
  }
  return true;
}

/** How many first characters are a run along one line. */
function longestWalk(text: string): number {
  let longest = 1;
  for (const line of WALKS) {
    let length = longest + 1;
    while (length <= text.length && line.includes(text.slice(0, length))) length += 1;
    longest = Math.max(longest, length - 1);
  }
  return longest;
}
