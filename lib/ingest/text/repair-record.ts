import type { ByteText } from "./byte-text.ts";
import { endsField, type Splitter, unquoted } from "./splitter.ts";

/** A reading of one line in which some quotes are taken as text. */
export interface Reading {
  fields: ByteText[];
  /** What had to be assumed; 0 is by the book. */
  cost: number;
}

/** A line with more ways than this is not tried in all of them. */
const MOST_STEPS = 200_000;
const MOST_ENDS = 12;
const LITERAL_OPEN = 1;
const LITERAL_BOTH = 3;
const LITERAL_INSIDE = 0.6;
const PARTED = 2;
const SPACES_AROUND = 0.1;

interface Way {
  cost: number;
  text: ByteText;
  before: Way | null;
}

/**
 * The most plausible readings of one physical line whose quotes do not come out: each quote at a field's beginning may
 * be text, and each quote inside may close its field or be text. Cheapest first, of each number of fields one.
 */
export function readings(line: ByteText, splitter: Splitter): Reading[] {
  // By where the next field begins, and by how many fields stand before it: the cheapest way there.
  const ways = new Map<number, Map<number, Way | null>>([[0, new Map([[0, null]])]]);
  const finished = new Map<number, Way>();
  let steps = 0;
  for (const at of ascending(ways)) {
    const here = ways.get(at) ?? new Map<number, Way | null>();
    for (const end of fieldEnds(line, at, splitter)) {
      const ended = end.at >= line.length;
      for (const [count, before] of here) {
        if (++steps > MOST_STEPS) return readingsOf(finished);
        const way = { cost: (before?.cost ?? 0) + end.cost, text: end.text, before };
        if (ended) keepCheaper(finished, count + 1, way);
        else keepCheaper(placeOf(ways, end.at + splitter.delimiter.length), count + 1, way);
      }
    }
  }
  return readingsOf(finished);
}

/** Places are only added further on, so the smallest not yet visited comes next. */
function* ascending(ways: Map<number, unknown>): Generator<number> {
  let last = -1;
  for (;;) {
    let next = Number.POSITIVE_INFINITY;
    for (const at of ways.keys()) if (at > last && at < next) next = at;
    if (next === Number.POSITIVE_INFINITY) return;
    yield next;
    ways.delete(last);
    last = next;
  }
}

function placeOf(ways: Map<number, Map<number, Way | null>>, at: number): Map<number, Way | null> {
  const place = ways.get(at) ?? new Map<number, Way | null>();
  ways.set(at, place);
  return place;
}

function keepCheaper(place: Map<number, Way | null> | Map<number, Way>, count: number, way: Way): void {
  const known = place.get(count);
  if (known === undefined || (known !== null && way.cost < known.cost)) place.set(count, way);
}

function readingsOf(finished: Map<number, Way>): Reading[] {
  const found = [...finished.values()].map((last) => {
    const fields: ByteText[] = [];
    for (let way: Way | null = last; way !== null; way = way.before) fields.push(way.text);
    return { fields: fields.reverse(), cost: last.cost };
  });
  return found.sort((a, b) => a.cost - b.cost);
}

interface FieldEnd {
  text: ByteText;
  /** At the delimiter behind it, or the line's end. */
  at: number;
  cost: number;
}

function fieldEnds(line: ByteText, at: number, splitter: Splitter): FieldEnd[] {
  const { delimiter, quote } = splitter;
  const stop = delimiter === "" ? -1 : line.indexOf(delimiter, at);
  const end = stop < 0 ? line.length : stop;
  const plain: FieldEnd = { text: line.slice(at, end), at: end, cost: 0 };
  const open = quote === "" ? -1 : openingQuote(line, at, quote);
  if (open < 0) return [plain];
  const bothEnds = plain.text.trim().length > 1 && plain.text.trimEnd().endsWith(quote);
  const literal = { ...plain, cost: bothEnds ? LITERAL_BOTH : LITERAL_OPEN };
  return [...quotedEnds(line, open, splitter, open > at ? SPACES_AROUND : 0), literal];
}

function openingQuote(line: ByteText, at: number, quote: ByteText): number {
  let open = at;
  while (line[open] === " ") open++;
  return line[open] === quote ? open : -1;
}

/** Every quote behind the opening one that a delimiter or the line's end follows may close the field. */
function quotedEnds(line: ByteText, open: number, splitter: Splitter, spaces: number): FieldEnd[] {
  const { quote, delimiter } = splitter;
  const ends: FieldEnd[] = [];
  for (let close = line.indexOf(quote, open + 1); close >= 0; close = line.indexOf(quote, close + 1)) {
    let behind = close + 1;
    while (line[behind] === " " && !endsField(line, behind, delimiter)) behind++;
    if (!endsField(line, behind, delimiter)) continue;
    const inner = line.slice(open + 1, close);
    const around = behind > close + 1 ? SPACES_AROUND : 0;
    ends.push({
      text: unquoted(inner, splitter),
      at: behind,
      cost: spaces + around + LITERAL_INSIDE * looseQuotes(inner, splitter) + parted(inner, splitter),
    });
    if (ends.length >= MOST_ENDS) break;
  }
  return ends;
}

/** A quoted text that holds what ends or begins one is more likely two. */
function parted(inner: ByteText, { quote, delimiter }: Splitter): number {
  return delimiter !== "" && (inner.includes(quote + delimiter) || inner.includes(delimiter + quote))
    ? PARTED
    : 0;
}

/** Quotes inside a quoted text that are not escaped. */
function looseQuotes(inner: ByteText, { quote, escape: sign }: Splitter): number {
  const escaped = sign === quote ? quote + quote : sign + quote;
  return inner.split(escaped).join("").split(quote).length - 1;
}
