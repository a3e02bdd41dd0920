import { describe, expect, it } from "vitest";
import { RAMP_COLORS, SERIES_COLORS } from "./theme.ts";

type Rgb = [number, number, number];
const channels = (hex: string): Rgb =>
  [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255) as Rgb;
const linear = (hex: string): Rgb =>
  channels(hex).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)) as Rgb;
const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
const contrast = (a: string, b: string) => {
  const [low = 0, high = 0] = [luminance(linear(a)), luminance(linear(b))].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};

/** Full dichromacy in linear RGB: Machado, Oliveira and Fernandes 2009, severity 1. */
const SIGHT: Record<string, Rgb[]> = {
  "full sight": [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
};
/** OKLab, Ottosson 2020: distances near what the eye sees. */
function oklab([r, g, b]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}
const seen = (hex: string, matrix: Rgb[]) => {
  const rgb = linear(hex);
  return oklab(matrix.map((row) => row.reduce((sum, weight, i) => sum + weight * (rgb[i] ?? 0), 0)) as Rgb);
};
const apart = (a: Rgb, b: Rgb) => Math.hypot(...a.map((value, i) => value - (b[i] ?? 0)));

describe("the colours of charts", () => {
  it.each(SERIES_COLORS)("%s stands out on a light and on a dark ground", (color) => {
    expect(contrast(color, "#ffffff")).toBeGreaterThan(3);
    expect(contrast(color, "#101516")).toBeGreaterThan(3);
  });

  it.each(Object.entries(SIGHT))("the first six stay apart for %s", (_, matrix) => {
    const colors = SERIES_COLORS.slice(0, 6).map((hex) => seen(hex, matrix));
    const distances = colors.flatMap((a, i) => colors.slice(i + 1).map((b) => apart(a, b)));
    expect(Math.min(...distances)).toBeGreaterThan(0.1);
  });

  it("the ramp goes one way in brightness", () => {
    const lights = RAMP_COLORS.map((hex) => luminance(linear(hex)));
    expect(lights).toEqual([...lights].sort((a, b) => b - a));
  });
});
