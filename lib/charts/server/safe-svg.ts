import "server-only";

const TAGS = new Set([
  "svg",
  "g",
  "path",
  "rect",
  "line",
  "text",
  "tspan",
  "circle",
  "defs",
  "clipPath",
  "linearGradient",
  "radialGradient",
  "stop",
  "title",
  "desc",
]);
const TAG = /<\/?([A-Za-z][\w:-]*)((?:\s+[\w:-]+="[^"<>]*")*)\s*\/?>/g;

/**
 * Refuses an SVG that holds anything but drawing: a script, a foreign object, a link, a handler, a reference
 * to the outside. Vega escapes what it prints; this is the second lock.
 * @throws Error on the first thing that is not drawing.
 */
export function assertSafeSvg(svg: string): void {
  const rest = svg.replace(TAG, (_, tag: string, attributes: string) => {
    if (!TAGS.has(tag)) throw new Error(`a drawn chart holds <${tag}>`);
    for (const [, name = "", value = ""] of attributes.matchAll(/([\w:-]+)="([^"]*)"/g)) {
      if (/^on/i.test(name) || /href$/i.test(name) || name === "src")
        throw new Error(`a drawn chart holds ${name}`);
      if (/url\((?!#)|javascript:|expression\(/i.test(value))
        throw new Error(`a drawn chart points outside in ${name}`);
    }
    return "";
  });
  if (rest.includes("<")) throw new Error("a drawn chart holds markup that is not drawing");
}

export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
