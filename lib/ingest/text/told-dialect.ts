import type { Dialect } from "#lib/datasets/schema.ts";
import { readable } from "./byte-text.ts";
import type { Shape } from "./shape.ts";

/** How a text was read, as its receipt says it. */
export function toldDialect(
  { splitter, header_rows, skipped_rows }: Shape,
  values: Pick<Dialect, "decimal" | "date_order">,
): Dialect {
  return {
    delimiter: readable(splitter.delimiter),
    quote: readable(splitter.quote),
    escape: readable(splitter.escape),
    header_rows,
    skipped_rows,
    ...values,
  };
}
