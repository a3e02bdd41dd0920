import { toast } from "#components/ui/toasts.ts";
import type { VegaLiteSpec } from "#lib/charts/schema.ts";
import { fontStyle } from "./page-font.ts";

/** What a chart can be saved as. */
export type ChartFormat = "png" | "svg" | "spec";

const INK = "#1c2526";
const PAPER = "#ffffff";
/** Pixels of the picture for each one of the drawing. */
const SCALE = 2;

/** Saves the drawn chart as a file, in ink on paper whatever the page's theme is. */
export async function saveChart(svg: SVGSVGElement, title: string, format: "svg" | "png"): Promise<void> {
  const drawing = asText(svg);
  try {
    const blob =
      format === "svg"
        ? new Blob([drawing.text], { type: "image/svg+xml" })
        : await rasterise(withStyle(drawing.text, await fontStyle()), drawing.width, drawing.height);
    download(blob, `${fileName(title)}.${format}`);
  } catch {
    toast(`The chart could not be saved as ${format.toUpperCase()} in this browser.`, { tone: "danger" });
  }
}

/** Saves what the chart was drawn from: a Vega-Lite spec whose rows are the Result's. */
export function saveSpec(spec: VegaLiteSpec, title: string): void {
  const text = `${JSON.stringify(spec, null, 2)}\n`;
  download(new Blob([text], { type: "application/json" }), `${fileName(title)}.vl.json`);
}

function asText(svg: SVGSVGElement) {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const { width, height } = svg.viewBox.baseVal;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  copy.setAttribute("color", INK);
  return { text: new XMLSerializer().serializeToString(copy), width, height };
}

function withStyle(svg: string, style: string): string {
  return svg.replace(/^<svg[^>]*>/, (head) => `${head}<style>${style}</style>`);
}

async function rasterise(text: string, width: number, height: number): Promise<Blob> {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(width * SCALE);
  canvas.height = Math.ceil(height * SCALE);
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("this browser draws no pictures");
  pen.fillStyle = PAPER;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture came out"))), "image/png"),
  );
}

function download(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function fileName(title: string): string {
  return (
    title
      .normalize("NFKD")
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-+|-+$/g, "")
      .toLowerCase()
      .slice(0, 80) || "chart"
  );
}
