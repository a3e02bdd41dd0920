import { headerLine } from "./text.ts";

/**
 * Whether a text is JSON, or meant to be, and of which form; null for what is none. Told by its beginning, behind
 * comments.
 */
export function jsonFormOf(text: string): "json" | "ndjson" | null {
  const start = behindComments(text.replace(/^\uFEFF/, "").trimStart());
  if (!/^[{[]/.test(start)) return null;
  const lines = start.split(/\r\n|\r|\n/).filter((line) => line.trim() !== "");
  const [first = "", second] = lines;
  // The last line of a head may be cut off.
  if (second !== undefined && parses(first) && /^\s*[{[]/.test(second)) return "ndjson";
  return looksLikeJson(start) || isMeantAsJson(start) ? "json" : null;
}

/** Whether comments stand before what the text says. */
export function beginsWithComment(text: string): boolean {
  return /^[\uFEFF\s]*\/[/*]/.test(text);
}

function behindComments(text: string): string {
  let at = 0;
  while (text[at] === "/" && (text[at + 1] === "/" || text[at + 1] === "*")) {
    const [ending, length] = text[at + 1] === "/" ? [/[\r\n]/g, 0] : [/\*\//g, 2];
    ending.lastIndex = at + 2;
    const end = ending.exec(text)?.index;
    if (end === undefined) return "";
    at = end + length;
    while (/\s/.test(text[at] ?? "")) at++;
  }
  return text.slice(at);
}

/** Names without quotes or in single ones, or a bracket alone in its line: no CSV begins so, nor does JSON by the book. */
function isMeantAsJson(start: string): boolean {
  const head = start.slice(0, 400);
  const name = "(?:[\\w$]+|'[^'\r\n]*'|[\u201c\u201d][^\r\n]*?[\u201c\u201d])";
  return new RegExp(`^(?:\\[\\s*)*\\{\\s*${name}\\s*:`).test(head) || /^[{[][{[ \t]*(?:[\r\n]|$)/.test(head);
}

function looksLikeJson(start: string): boolean {
  const head = start.slice(0, 400);
  if (/^(\[\s*)*\{\s*("|\}|$)/.test(head) || /^[[{\s]{3,}$/.test(head)) return true;
  if (/^\[\s*(\[\s*)*[\r\n]\s*(\[\s*)*(-?\d|"|true|false|null|\])/.test(head)) return true;
  // One long line, which a head may have cut off.
  if (/^\[\s*(\[\s*)*(-?\d[\d.eE+-]*|"(?:[^"\\]|\\.)*"|true|false|null)\s*[,\]]\s*[[\]"\d,tfn-]/.test(head)) {
    return !/^\[[^[\]"]*\],/.test(headerLine(start));
  }
  return parses(headerLine(start)) || start.trim() === "[]";
}

function parses(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null;
  } catch {
    return false;
  }
}
