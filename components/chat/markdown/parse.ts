/**
 * The small part of Markdown that answers use: paragraphs, headings, lists, quotes, fenced code, pipe tables; bold,
 * emphasis, code and web links inside. Anything else stays as its characters; nothing becomes HTML. It
 * parses unfinished text too, because it runs while text streams in.
 */
export type Inline =
  | { kind: "text"; text: string }
  | { kind: "code"; text: string }
  | { kind: "strong" | "em"; children: Inline[] }
  | { kind: "link"; href: string; children: Inline[] };

export type Block =
  | { kind: "paragraph" | "heading" | "quote"; children: Inline[] }
  | { kind: "code"; text: string }
  | { kind: "list"; ordered: boolean; start: number; items: Inline[][] }
  | { kind: "table"; header: Inline[][]; rows: Inline[][][]; right: boolean[] };

const ITEM = /^\s*(?:([-*•])|(\d{1,4})[.)])\s+(.*)$/;
const HEADING = /^#{1,6}\s+(.*?)\s*#*$/;
const TABLE_RULE = /^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$/;

export function parseMarkdown(text: string): Block[] {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const [block, next] = readBlock(lines, at);
    if (block) blocks.push(block);
    at = next;
  }
  return blocks;
}

function readBlock(lines: string[], at: number): [Block | null, number] {
  const line = lines[at] ?? "";
  if (line.trim() === "") return [null, at + 1];
  if (line.trimStart().startsWith("```")) return readCode(lines, at);
  const heading = HEADING.exec(line);
  if (heading) return [{ kind: "heading", children: parseInline(heading[1] ?? "") }, at + 1];
  if (line.includes("|") && TABLE_RULE.test(lines[at + 1] ?? "")) return readTable(lines, at);
  if (ITEM.test(line)) return readList(lines, at);
  return readParagraph(lines, at);
}

function readCode(lines: string[], at: number): [Block, number] {
  let end = at + 1;
  while (end < lines.length && !lines[end]?.trimStart().startsWith("```")) end++;
  return [{ kind: "code", text: lines.slice(at + 1, end).join("\n") }, end + 1];
}

function readTable(lines: string[], at: number): [Block, number] {
  let end = at + 2;
  while (lines[end]?.includes("|")) end++;
  const right = cells(lines[at + 1] ?? "").map((rule) => /^-+:$/.test(rule));
  const header = cells(lines[at] ?? "").map(parseInline);
  const rows = lines.slice(at + 2, end).map((line) => cells(line).map(parseInline));
  return [{ kind: "table", header, rows, right }, end];
}

function cells(line: string): string[] {
  return line
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));
}

function readList(lines: string[], at: number): [Block, number] {
  const first = ITEM.exec(lines[at] ?? "");
  const ordered = first?.[2] !== undefined;
  const items: string[] = [];
  let end = at;
  for (; end < lines.length; end++) {
    const line = lines[end] ?? "";
    const item = ITEM.exec(line);
    if (item && (item[2] !== undefined) === ordered) items.push(item[3] ?? "");
    else if (/^\s{2,}\S/.test(line) && items.length > 0) items.push(`${items.pop()} ${line.trim()}`);
    else if (line.trim() !== "" || !ITEM.test(lines[end + 1] ?? "")) break;
  }
  return [{ kind: "list", ordered, start: Number(first?.[2] ?? 1), items: items.map(parseInline) }, end];
}

function readParagraph(lines: string[], at: number): [Block, number] {
  let end = at + 1;
  while (end < lines.length && startsNothing(lines, end)) end++;
  const joined = lines.slice(at, end).map((line) => line.trim());
  if (joined.every((line) => line.startsWith(">"))) {
    return [
      { kind: "quote", children: parseInline(joined.map((l) => l.replace(/^>\s?/, "")).join(" ")) },
      end,
    ];
  }
  return [{ kind: "paragraph", children: parseInline(joined.join(" ")) }, end];
}

function startsNothing(lines: string[], at: number): boolean {
  const line = lines[at] ?? "";
  return line.trim() !== "" && !ITEM.test(line) && !HEADING.test(line) && !line.trimStart().startsWith("```");
}

const INLINE =
  /`([^`]+)`|\*\*(?=\S)([\s\S]+?)(?<=\S)\*\*|(?<![*\w])\*(?=[^\s*])([^*]+?)(?<=\S)\*(?![*\w])|(?<![_\w])_(?=[^\s_])([^_]+?)(?<=\S)_(?![_\w])|\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)/;

export function parseInline(text: string): Inline[] {
  const found: Inline[] = [];
  let rest = text;
  for (let match = INLINE.exec(rest); match; match = INLINE.exec(rest)) {
    if (match.index > 0) found.push({ kind: "text", text: rest.slice(0, match.index) });
    found.push(inlineOf(match));
    rest = rest.slice(match.index + match[0].length);
  }
  if (rest) found.push({ kind: "text", text: rest });
  return found;
}

function inlineOf([, code, strong, star, underscore, label, href]: RegExpExecArray): Inline {
  if (code !== undefined) return { kind: "code", text: code };
  if (strong !== undefined) return { kind: "strong", children: parseInline(strong) };
  if (href !== undefined) return { kind: "link", href, children: parseInline(label ?? href) };
  return { kind: "em", children: parseInline(star ?? underscore ?? "") };
}
