/**
 * The SQL without the semicolons, blanks and comments at its end, so that it can stand in parentheses.
 * Quoted text, dollar quotes and comments are skipped as DuckDB's scanner does; what comes out is parsed
 * again by DuckDB, so a difference between the two ends in an error and never in something unchecked.
 */
export function stripEnd(sql: string): string {
  let end = 0;
  let at = 0;
  while (at < sql.length) {
    const token = tokenAt(sql, at);
    if (token.kind === "code") end = token.end;
    at = token.end;
  }
  return sql.slice(0, end);
}

interface Token {
  kind: "code" | "filler";
  end: number;
}

function tokenAt(sql: string, at: number): Token {
  const two = sql.slice(at, at + 2);
  if (two === "--") return { kind: "filler", end: until(sql, at, "\n") };
  if (two === "/*") return { kind: "filler", end: blockCommentEnd(sql, at) };
  const character = sql.charAt(at);
  if (/[\s;]/.test(character)) return { kind: "filler", end: at + 1 };
  if (character === '"') return { kind: "code", end: quotedEnd(sql, at, '"', false) };
  if (character === "'") return { kind: "code", end: quotedEnd(sql, at, "'", isEscapeString(sql, at)) };
  if (character === "$") return { kind: "code", end: dollarEnd(sql, at) };
  return { kind: "code", end: at + 1 };
}

function until(sql: string, from: number, mark: string): number {
  const found = sql.indexOf(mark, from);
  return found === -1 ? sql.length : found + mark.length;
}

/** Comments nest, as in PostgreSQL. */
function blockCommentEnd(sql: string, from: number): number {
  let depth = 0;
  const marks = /\/\*|\*\//g;
  marks.lastIndex = from;
  for (let mark = marks.exec(sql); mark !== null; mark = marks.exec(sql)) {
    depth += mark[0] === "/*" ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  return sql.length;
}

function quotedEnd(sql: string, from: number, quote: string, escapes: boolean): number {
  for (let at = from + 1; at < sql.length; at++) {
    if (escapes && sql[at] === "\\") at++;
    else if (sql[at] === quote) {
      if (sql[at + 1] !== quote) return at + 1;
      at++;
    }
  }
  return sql.length;
}

/** `E'…'` knows backslashes; `name'…'` cannot be. */
function isEscapeString(sql: string, quoteAt: number): boolean {
  return /[eE]/.test(sql.charAt(quoteAt - 1)) && !/[\w$]/.test(sql.charAt(quoteAt - 2));
}

const DOLLAR_TAG = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;

function dollarEnd(sql: string, from: number): number {
  DOLLAR_TAG.lastIndex = from;
  const tag = DOLLAR_TAG.exec(sql)?.[0];
  if (tag === undefined || /\w/.test(sql.charAt(from - 1))) return from + 1;
  return until(sql, from + tag.length, tag);
}
