import type { CSSProperties } from "react";

/** Below this width a drawing scrolls sideways instead of shrinking: its letters stay about 10 pixels high. */
const LEAST_WIDTH = 600;

/** A chart as the server drew it: there before any script, and legible on a phone. */
export function ServerDrawing({ svg }: { svg: string }) {
  const width = Number(/^<svg[^>]* width="([\d.]+)"/.exec(svg)?.[1] ?? 0);
  return (
    <div
      className="chart-figure min-w-(--least)"
      style={asStyle({ "--least": `${Math.min(width, LEAST_WIDTH)}px` })}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: our server drew it and checked that it only draws
      dangerouslySetInnerHTML={{ __html: asOneImage(svg) }}
    />
  );
}

/** React writes custom properties like any other; its type does not know them. */
function asStyle(properties: Record<`--${string}`, string>): CSSProperties {
  return properties as CSSProperties;
}

/** The drawing is one image with a title and a description; the roles Vega gives to its parts would need titles each. */
function asOneImage(svg: string): string {
  return svg.replace(/ (?:role="graphics-[a-z]+"|aria-roledescription="[^"]*")/g, "");
}
