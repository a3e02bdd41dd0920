import { utf16Of } from "#lib/ingest/formats/text.ts";
import { FileFault } from "#lib/ingest/worker/file-fault.ts";

/** What is met in an XML document, without its namespaces. Attributes come as they are written: see `attribute`. */
export interface XmlListener {
  open?(name: string, attributes: string): void;
  close?(name: string): void;
  /** As it is written, unless it stood in CDATA. */
  text?(text: string): void;
  /** After each chunk; the next is read when it resolves. */
  pause?(): Promise<void> | undefined;
}

/** One tag, comment or text may be this long, in characters. */
const MOST_PENDING = 8 * 1024 * 1024;

/**
 * Reads XML as a stream of tags and texts, in bounded memory. Nothing is ever fetched or expanded: a document
 * type declaration, where entities are defined, is a fault (no spreadsheet program writes one).
 */
export async function scanXml(
  chunks: AsyncIterable<Buffer>,
  listener: XmlListener,
  signal: AbortSignal,
): Promise<void> {
  let decoder: TextDecoder | undefined;
  let rest = "";
  for await (const chunk of chunks) {
    signal.throwIfAborted();
    decoder ??= new TextDecoder(utf16Of(chunk) ?? "utf-8");
    const more = decoder.decode(chunk, { stream: true });
    rest += more;
    if (rest.length > MOST_PENDING + more.length)
      throw new FileFault("one of its cells or tags is longer than 8 MB");
    // Nothing ends without one of these; a long text is looked at once.
    if (!/[<>]/.test(more)) continue;
    rest = rest.slice(consume(rest, listener));
    await listener.pause?.();
  }
}

/** Tells of everything that is whole in `xml`; answers where the rest begins. */
function consume(xml: string, listener: XmlListener): number {
  let at = 0;
  for (;;) {
    const tag = xml.indexOf("<", at);
    if (tag < 0) return at;
    const end = tagEnd(xml, tag);
    if (end < 0) return at;
    if (tag > at) listener.text?.(unescapeXml(xml.slice(at, tag)));
    tell(xml, tag, end, listener);
    at = end;
  }
}

const SPECIAL: [opens: string, closes: string][] = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
];

/** Just behind the tag that begins at `tag`; -1 when it is not whole yet. */
function tagEnd(xml: string, tag: number): number {
  const next = xml.charCodeAt(tag + 1);
  if (next === 0x21 || next === 0x3f) {
    for (const [opens, closes] of SPECIAL) {
      if (!xml.startsWith(opens, tag)) continue;
      const end = xml.indexOf(closes, tag + opens.length);
      return end < 0 ? -1 : end + closes.length;
    }
    if (xml.length < tag + 9) return -1;
    throw new FileFault("it declares a document type, as no spreadsheet program does");
  }
  let end = xml.indexOf(">", tag);
  // `>` may stand in an attribute's value.
  while (end >= 0 && isQuoted(xml, tag, end)) end = xml.indexOf(">", end + 1);
  return end < 0 ? -1 : end + 1;
}

function isQuoted(xml: string, from: number, to: number): boolean {
  let quote = 0;
  for (let at = from; at < to; at++) {
    const code = xml.charCodeAt(at);
    if (quote === 0 && (code === 0x22 || code === 0x27)) quote = code;
    else if (code === quote) quote = 0;
  }
  return quote !== 0;
}

const TAG = /^<(\/?)(?:[^\s/>:]*:)?([^\s/>]+)/;

function tell(xml: string, tag: number, end: number, listener: XmlListener): void {
  if (xml.charCodeAt(tag + 1) === 0x21) {
    if (xml.startsWith("<![CDATA[", tag)) listener.text?.(xml.slice(tag + 9, end - 3));
    return;
  }
  const written = xml.slice(tag, end);
  const match = TAG.exec(written);
  const name = match?.[2];
  if (match === null || name === undefined) return;
  const isEnd = match[1] === "/";
  const isEmpty = written.endsWith("/>");
  if (!isEnd) listener.open?.(name, written.slice(match[0].length, isEmpty ? -2 : -1));
  if (isEnd || isEmpty) listener.close?.(name);
}

const patterns = new Map<string, RegExp>();

/** The value of an attribute, by its name without a namespace's prefix. */
export function attribute(attributes: string, name: string): string | undefined {
  let pattern = patterns.get(name);
  if (pattern === undefined) {
    pattern = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
    patterns.set(name, pattern);
  }
  const match = pattern.exec(attributes);
  const value = match?.[1] ?? match?.[2];
  return value === undefined ? undefined : unescapeXml(value);
}

const NAMED: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

export function unescapeXml(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{2,4}));/gi, (whole, hex, decimal, named) => {
    if (named !== undefined) return NAMED[named] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
