const [QUOTE, BACKSLASH, COLON] = [0x22, 0x5c, 0x3a];

/** Whether an object in the text has two members of one name: of them JavaScript keeps the last, without a word. */
export function hasRepeatedName(text: string, value: unknown): boolean {
  return membersWritten(text) > membersKept(value);
}

/** Each has its colon outside strings. */
function membersWritten(text: string): number {
  let members = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === COLON) members++;
    else if (code === QUOTE) at = endOfString(text, at);
  }
  return members;
}

function endOfString(text: string, begin: number): number {
  for (let at = begin + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === QUOTE) return at;
  }
  return text.length;
}

/** With a list of its own: values may be nested deeper than calls. */
function membersKept(value: unknown): number {
  const open: unknown[] = [value];
  let members = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== "object" || next === null) continue;
    const inside: unknown[] = Array.isArray(next) ? next : Object.values(next);
    if (!Array.isArray(next)) members += inside.length;
    for (const each of inside) if (typeof each === "object" && each !== null) open.push(each);
  }
  return members;
}

const STRING_OR_BRACKET = /("(?:[^"\\]|\\.)*")(\s*:)?|[{}[\]]/g;

/** The first name that stands twice in one object of a JSON text; null where none does. */
export function repeatedName(text: string): string | null {
  const open: Set<string>[] = [];
  for (const [token, string, colon] of text.matchAll(STRING_OR_BRACKET)) {
    if (token === "{" || token === "[") open.push(new Set());
    else if (token === "}" || token === "]") open.pop();
    else if (string !== undefined && colon !== undefined) {
      const name = String(JSON.parse(string));
      const names = open.at(-1);
      if (names?.has(name)) return name;
      names?.add(name);
    }
  }
  return null;
}
