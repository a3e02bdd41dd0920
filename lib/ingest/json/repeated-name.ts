const [BACKSLASH, SPACE, COLON] = [0x5c, 0x20, 0x3a];

/** Whether an object in the text has two members of one name: of them JavaScript keeps the last, without a word. */
export function hasRepeatedName(text: string, value: unknown): boolean {
  return membersWritten(text) > membersKept(value);
}

/** How many strings of a JSON text have a colon behind. */
function membersWritten(text: string): number {
  let members = 0;
  for (let begin = text.indexOf('"'); begin >= 0; begin = text.indexOf('"', begin + 1)) {
    let end = text.indexOf('"', begin + 1);
    while (text.charCodeAt(end - 1) === BACKSLASH && isEscaped(text, end)) end = text.indexOf('"', end + 1);
    let behind = end + 1;
    while (text.charCodeAt(behind) <= SPACE) behind++;
    if (text.charCodeAt(behind) === COLON) members++;
    begin = end;
  }
  return members;
}

/** A quote behind an odd number of backslashes. */
function isEscaped(text: string, quote: number): boolean {
  let begin = quote;
  while (text.charCodeAt(begin - 1) === BACKSLASH) begin--;
  return (quote - begin) % 2 === 1;
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
