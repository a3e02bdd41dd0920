import { headerLine } from "./text.ts";

/** Whether a text is JSON, and of which form; null for what is none. Told by its beginning. */
export function jsonFormOf(text: string): "json" | "ndjson" | null {
  const start = text.replace(/^\uFEFF/, "").trimStart();
  if (!/^[{[]/.test(start)) return null;
  const lines = start.split(/\r\n|\r|\n/).filter((line) => line.trim() !== "");
  const [first = "", second] = lines;
  // The last line of a head may be cut off.
  if (second !== undefined && parses(first) && /^\s*[{[]/.test(second)) return "ndjson";
  return looksLikeJson(start) ? "json" : null;
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
