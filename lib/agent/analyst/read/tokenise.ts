import { singular } from "./name-words.ts";

export interface Token {
  kind: "word" | "number" | "quoted" | "symbol";
  /** As written, without quotes. */
  text: string;
  lower: string;
  /** A word's singular. */
  stem: string;
  /** A number's value; k and m count as thousand and million. */
  value: number | null;
}

const PIECE =
  /"([^"]+)"|“([^”]+)”|(?<![\p{L}\p{N}])'([^']+)'(?![\p{L}])|(\d{4}-\d{2}(?:-\d{2})?)(?![\d-])|(-?\$?\d[\d,]*(?:\.\d+)?(?:[kKmM](?![\p{L}\p{N}]))?)(?![\p{L}\p{N}_])|(>=|<=|!=|<>|==|[<>=%])|([\p{L}\p{N}_]+(?:['’.-][\p{L}\p{N}_]+)*)|([?,;:!])/gu;
const SCALE: Record<string, number> = { k: 1e3, m: 1e6 };
const NUMBER_WORDS = [
  "zero",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];

function numberOf(text: string): number {
  const scale = SCALE[text.slice(-1).toLowerCase()] ?? 1;
  return Number(text.replaceAll(/[$,kKmM]/g, "")) * scale;
}

function wordToken(text: string): Token {
  const lower = text.toLowerCase().replaceAll("’", "'").replace(/'s$/, "");
  const number = NUMBER_WORDS.indexOf(lower);
  if (number >= 2) return { kind: "number", text, lower, stem: lower, value: number };
  return { kind: "word", text, lower, stem: singular(lower), value: null };
}

/** A question as words, numbers, quoted texts and signs; trailing punctuation is a sign of its own. */
export function tokenise(question: string): Token[] {
  const tokens: Token[] = [];
  for (const match of question.matchAll(PIECE)) {
    const [text, double, curly, single, date, number, , word] = match;
    const quoted = double ?? curly ?? single ?? date;
    const plain = (kind: Token["kind"], value: number | null = null): Token => ({
      kind,
      text: quoted ?? text,
      lower: (quoted ?? text).toLowerCase(),
      stem: (quoted ?? text).toLowerCase(),
      value,
    });
    if (quoted !== undefined) tokens.push(plain("quoted"));
    else if (number !== undefined) tokens.push(plain("number", numberOf(number)));
    else if (word !== undefined) tokens.push(wordToken(word));
    else tokens.push(plain("symbol"));
  }
  return tokens;
}
