import "server-only";
import { join } from "node:path";
import { renderAsync } from "@resvg/resvg-js";
import { projectRoot } from "#lib/core/project-root.ts";

const FONTS = ["Regular", "Medium", "SemiBold"].map((weight) => `Geist-${weight}.ttf`);
/** The longest side of a picture, in pixels. */
const MOST_PIXELS = 2400;
/** Letters beyond those that Geist draws: only for them the machine's own fonts are looked through. */
const BEYOND_LATIN = /[\u0250-\u1fff\u2c00-\uffff]/;

/**
 * A picture (PNG) of an SVG that our own code made, `width` pixels wide and as high as its shape says. It reads
 * nothing but fonts: an SVG of ours points nowhere (`assertSafeSvg`). Drawn in a thread of its own.
 */
export async function drawPng(svg: string, width: number): Promise<Buffer> {
  const image = await renderAsync(svg, {
    fitTo: { mode: "width", value: Math.min(width, MOST_PIXELS) },
    font: {
      fontFiles: FONTS.map((file) => join(projectRoot(), "node_modules/geist/dist/fonts/geist-sans", file)),
      loadSystemFonts: BEYOND_LATIN.test(svg),
      defaultFontFamily: "Geist",
      sansSerifFamily: "Geist",
    },
  });
  return image.asPng();
}
