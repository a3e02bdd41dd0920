import type { CatalogFunction } from "./catalog.ts";

/** Ways to call a function that must not run: with arguments and without, quoted, with its schema, as a method. */
export function refusedCallsOf({ name, kind }: CatalogFunction): string[] {
  const quoted = `"${name.replaceAll('"', '""')}"`;
  if (kind === "pragma") return [`PRAGMA ${quoted}`, `CALL ${quoted}()`, `FROM ${quoted}()`];
  if (kind === "table" || kind === "table_macro") {
    return [
      `FROM ${quoted}()`,
      `FROM ${quoted}('../../etc/passwd')`,
      `FROM system.main.${quoted}('sales')`,
      `CALL ${quoted}()`,
    ];
  }
  return [
    `SELECT ${quoted}()`,
    `SELECT ${quoted}('../../etc/passwd', 1)`,
    `SELECT system.main.${quoted}(id) FROM sales`,
    `SELECT (id).${quoted}() FROM sales`,
  ];
}
