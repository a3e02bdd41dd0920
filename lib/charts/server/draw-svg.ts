import "server-only";
import { createHash } from "node:crypto";
import { type Loader, type LoggerInterface, parse, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile, type TopLevelSpec } from "vega-lite";
import { describeChart } from "#lib/charts/describe-chart.ts";
import type { VegaLiteSpec } from "#lib/charts/schema.ts";
import { titleOfSpec } from "#lib/charts/title-of-spec.ts";
import { themeFor, withData } from "#lib/charts/with-data.ts";
import { AppError } from "#lib/core/errors.ts";
import type { Json } from "#lib/core/schema.ts";
import type { ResultColumn } from "#lib/results/schema.ts";
import { fitSize } from "./fit-size.ts";
import { assertSafeSvg, escapeXml } from "./safe-svg.ts";

/** Vega asks this for every outside thing, and gets none. */
const noLoader: Loader = {
  load: () => Promise.reject(new Error("charts load nothing")),
  sanitize: () => Promise.reject(new Error("charts link nowhere")),
  http: () => Promise.reject(new Error("charts load nothing")),
  file: () => Promise.reject(new Error("charts load nothing")),
};

/** Keeps what Vega complains about instead of printing it. */
function quietLogger(warnings: string[]): LoggerInterface {
  const keep = (...args: readonly unknown[]) => {
    warnings.push(args.map(String).join(" "));
    return logger;
  };
  const ignore = () => logger;
  const logger: LoggerInterface = {
    level: ignore as LoggerInterface["level"],
    error: keep,
    warn: keep,
    info: ignore,
    debug: ignore,
  };
  return logger;
}

/** Our checked spec is what Vega-Lite's type describes; its own parser is the judge of it. */
const asVegaLite = (spec: VegaLiteSpec) => spec as unknown as TopLevelSpec;

/** Vega's root: our own size, name and description; ids made unique, since several charts stand in one page. */
function finishSvg(svg: string, title: string, description: string): string {
  const id = `c${createHash("sha256").update(svg).update(title).digest("hex").slice(0, 10)}`;
  const head = `role="img" aria-label="${escapeXml(title)}" style="max-width:100%;height:auto"`;
  return (
    svg
      .replace(/\s+xmlns:xlink="[^"]*"/, "")
      // The whole is one picture with a name and a description; its parts have no roles of their own.
      .replace(/<[a-z]+ [^>]*>/gi, (tag) => tag.replace(/ (?:role|aria-[a-z]+)="[^"]*"/g, ""))
      .replace(/\bid="([^"]*)"/g, `id="${id}-$1"`)
      .replace(/url\(#([^)]*)\)/g, `url(#${id}-$1)`)
      .replace(
        / font-family="[^"]*"/g,
        ' font-family="Geist, Geist Sans, ui-sans-serif, system-ui, sans-serif"',
      )
      .replace(
        /^<svg([^>]*)>/,
        `<svg$1 ${head}><title>${escapeXml(title)}</title><desc>${escapeXml(description)}</desc>`,
      )
  );
}

/** The Vega-Lite compiler's and Vega's own words, as the person's error. */
function cannotDraw(cause: unknown): AppError {
  const message = cause instanceof Error ? cause.message : String(cause);
  return new AppError("invalid", "The chart cannot be drawn from this Result.", {
    cause,
    errors: [{ path: "vega_lite_spec", message }],
  });
}

/**
 * A chart as SVG text, with title and description, in the page's text colour. Expressions run in Vega's interpreter, nothing
 * is loaded, at most 5,000 rows are drawn and the size is bounded. The spec must have passed `checkSpec`.
 * @throws AppError `invalid` when Vega-Lite cannot compile or draw it.
 */
export async function drawSvg(spec: VegaLiteSpec, columns: ResultColumn[], rows: Json[][]): Promise<string> {
  const warnings: string[] = [];
  const logger = quietLogger(warnings);
  let view: View | null = null;
  try {
    const sized = withData(fitSize(spec, columns, rows), columns, rows);
    const config = { ...themeFor("neutral"), aria: false };
    const compiled = compile(asVegaLite(sized), { config, logger }).spec;
    const runtime = parse(compiled, {}, { ast: true });
    view = new View(runtime, { expr: expressionInterpreter, loader: noLoader, renderer: "none", logger });
    const svg = finishSvg(await view.toSVG(), titleOfSpec(spec), describeChart(spec, columns, rows));
    const broken = warnings.find((warning) => /invalid|unsupported|unknown|cannot|error/i.test(warning));
    if (broken)
      throw new AppError("invalid", "The chart cannot be drawn from this Result.", {
        errors: [{ path: "vega_lite_spec", message: broken }],
      });
    assertSafeSvg(svg);
    return svg;
  } catch (error) {
    throw error instanceof AppError ? error : cannotDraw(error);
  } finally {
    view?.finalize();
  }
}
