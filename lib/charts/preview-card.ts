/** A card of the size that link previews ask for (Open Graph), in pixels. */
export const CARD = { width: 1200, height: 630 } as const;

const INK = "#1c2526";
const QUIET = "#586667";
const ACCENT = "#0f5f5c";
const PAPER = "#fcfcfa";
const LINE = "#dfe2df";
const MARGIN = 64;
/** Where the chart stands, below the title and its line. */
const CHART = { x: MARGIN, y: 208, width: CARD.width - 2 * MARGIN, height: 374 } as const;
/** Mean width of Geist's letters as a share of their size; wide enough that no line is cut at the edge. */
const LETTER = 0.52;

interface Card {
  title: string;
  /** One quiet line: what the session is about. */
  about: string;
  /** A chart as the server drew it, or null for a card of words. */
  chart: string | null;
}

/** The picture of a shared session, as SVG: the product's name, the title, and its first chart. */
export function previewCard({ title, about, chart }: Card): string {
  const placed = chart === null ? null : placedChart(chart);
  const body = placed === null ? wordsOnly(title, about) : `${withChart(title, about)}${placed}`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${CARD.width}" height="${CARD.height}" ` +
    `viewBox="0 0 ${CARD.width} ${CARD.height}" color="${INK}" fill="${INK}" font-family="Geist">` +
    `<rect width="${CARD.width}" height="${CARD.height}" fill="${PAPER}"/>` +
    `<rect width="${CARD.width}" height="8" fill="${ACCENT}"/>${body}</svg>`
  );
}

function withChart(title: string, about: string): string {
  return (
    line("Veritable", { y: 74, size: 24, weight: 600, fill: ACCENT }) +
    line(wrap(title, lettersIn(44), 1)[0] ?? "", { y: 132, size: 44, weight: 600 }) +
    line(wrap(about, lettersIn(24), 1)[0] ?? "", { y: 174, size: 24, fill: QUIET })
  );
}

function wordsOnly(title: string, about: string): string {
  const lines = wrap(title, lettersIn(68), 3);
  const bottom = 250 + (lines.length - 1) * 82;
  return (
    line("Veritable", { y: 110, size: 30, weight: 600, fill: ACCENT }) +
    lines.map((text, at) => line(text, { y: 250 + at * 82, size: 68, weight: 600 })).join("") +
    wrap(about, lettersIn(30), 2)
      .map((text, at) => line(text, { y: bottom + 72 + at * 42, size: 30, fill: QUIET }))
      .join("") +
    `<rect x="${MARGIN}" y="556" width="${CARD.width - 2 * MARGIN}" height="1" fill="${LINE}"/>`
  );
}

function line(
  text: string,
  { y, size, weight = 400, fill = INK }: { y: number; size: number; weight?: number; fill?: string },
): string {
  return `<text x="${MARGIN}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${fill}">${escaped(text)}</text>`;
}

/** The drawing inside its frame, as large as it can be. Null when it tells no size, and so cannot be placed. */
function placedChart(svg: string): string | null {
  const [, attributes = ""] = /^<svg([^>]*)>/.exec(svg) ?? [];
  const [, box] = /\bviewBox="([^"]*)"/.exec(attributes) ?? [];
  const [, , width = 0, height = 0] = (box ?? "").split(/[\s,]+/).map(Number);
  if (!(width > 0 && height > 0)) return null;
  const rest = svg.slice(svg.indexOf(">") + 1);
  const { x, y } = CHART;
  return (
    `<svg x="${x}" y="${y}" width="${CHART.width}" height="${CHART.height}" viewBox="${box}" ` +
    `preserveAspectRatio="xMidYMid meet" fill="none" stroke-miterlimit="10">${rest}`
  );
}

const lettersIn = (size: number): number => Math.floor((CARD.width - 2 * MARGIN) / (size * LETTER));

/** A text in at most `lines` lines of `letters` letters, with an ellipsis where it does not fit. Wide letters count twice. */
export function wrap(text: string, letters: number, lines: number): string[] {
  const wrapped: string[] = [];
  let now = "";
  for (const word of text.trim().split(/\s+/)) {
    const next = now === "" ? word : `${now} ${word}`;
    if (widthOf(next) <= letters || now === "") now = next;
    else {
      wrapped.push(now);
      now = word;
    }
  }
  wrapped.push(now);
  const kept = wrapped.slice(0, lines);
  const isCut = wrapped.length > lines;
  return kept.map((one, at) => shortened(isCut && at === lines - 1 ? `${one}…` : one, letters));
}

function shortened(text: string, letters: number): string {
  if (widthOf(text) <= letters) return text;
  const kept = [...text.replace(/…$/, "")];
  while (kept.length > 0 && widthOf(kept.join("")) > letters - 1) kept.pop();
  return `${kept.join("").trimEnd()}…`;
}

function widthOf(text: string): number {
  return [...text].reduce(
    (sum, letter) => sum + (/[\u1100-\u115f\u2e80-\uffdc\u{1f000}-\u{3ffff}]/u.test(letter) ? 2 : 1),
    0,
  );
}

function escaped(text: string): string {
  // Control characters are not allowed in XML at all, not even escaped.
  const printable = text.replace(/[\p{Cc}\ufffe\uffff]/gu, " ");
  return printable.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
