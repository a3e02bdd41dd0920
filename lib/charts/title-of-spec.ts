import type { Json } from "#lib/core/schema.ts";
import type { VegaLiteSpec } from "./schema.ts";

const text = (value: Json | undefined): string =>
  Array.isArray(value) ? value.map((line) => String(line)).join(" ") : typeof value === "string" ? value : "";

/** The title that a spec carries; empty when it has none. */
export function titleOfSpec(spec: VegaLiteSpec): string {
  const { title } = spec;
  if (typeof title === "object" && title !== null && !Array.isArray(title)) return text(title.text);
  return text(title).trim();
}
