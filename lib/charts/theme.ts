import type { VegaLiteSpec } from "./schema.ts";

/**
 * Colours of series, in order; the accent comes first. Mid-tones that keep a contrast of 3:1 against both
 * themes' grounds; the first six stay apart for deuteranopes and protanopes. No amber and no red: those mean something else here.
 */
export const SERIES_COLORS = [
  "#0d9488",
  "#6660e8",
  "#669c00",
  "#2098db",
  "#517227",
  "#136d9e",
  "#b0558f",
  "#71808f",
] as const;

/** Low to high, for amounts shown as colour; even its ends are seen on a light and on a dark ground. */
export const RAMP_COLORS = ["#c5e6e0", "#7cc5bb", "#35a195", "#11766d", "#0b4f4a"] as const;

const FONT = "Geist, Geist Sans, ui-sans-serif, system-ui, sans-serif";
const INK: Record<ThemeMode, { text: string; quiet: string; line: string }> = {
  light: { text: "#1c2526", quiet: "#586667", line: "#1c2526" },
  dark: { text: "#e6ecec", quiet: "#9fb0b0", line: "#e6ecec" },
  neutral: { text: "currentColor", quiet: "currentColor", line: "currentColor" },
};

/** `neutral` takes the page's text colour (`currentColor`): for SVG that stands in pages of either theme. */
export type ThemeMode = "light" | "dark" | "neutral";

function axisTheme(ink: { quiet: string; line: string }) {
  return {
    labelColor: ink.quiet,
    titleColor: ink.quiet,
    domainColor: ink.line,
    domainOpacity: 0.35,
    gridColor: ink.line,
    gridOpacity: 0.1,
    ticks: false,
    labelPadding: 6,
    titlePadding: 10,
    labelFontSize: 11,
    titleFontSize: 12,
    titleFontWeight: 500,
    labelLimit: 180,
  };
}

/** The look of a chart, as a Vega-Lite config. */
export function themeFor(mode: ThemeMode): VegaLiteSpec {
  const ink = INK[mode];
  return {
    background: "transparent",
    font: FONT,
    padding: 4,
    view: { stroke: null },
    title: {
      color: ink.text,
      fontSize: 14,
      fontWeight: 600,
      anchor: "start",
      offset: 12,
      subtitleColor: ink.quiet,
    },
    axis: axisTheme(ink),
    axisBand: { grid: false },
    header: { labelColor: ink.quiet, titleColor: ink.quiet, labelFontSize: 11, titleFontSize: 12 },
    legend: {
      labelColor: ink.quiet,
      titleColor: ink.quiet,
      labelFontSize: 11,
      titleFontSize: 12,
      titleFontWeight: 500,
    },
    range: {
      category: [...SERIES_COLORS],
      ramp: [...RAMP_COLORS],
      heatmap: [...RAMP_COLORS],
      ordinal: [...RAMP_COLORS],
    },
    mark: { color: SERIES_COLORS[0] },
    line: { strokeWidth: 2 },
    point: { filled: true, size: 36, opacity: 0.75 },
    text: { color: ink.text },
    rule: { color: ink.quiet },
    arc: { stroke: null, padAngle: 0.01 },
  };
}
