import { z } from "zod";

/** One form in which a function can be called: its parameters' names and types, and the type of any more. */
export interface Overload {
  parameters: string[];
  types: string[];
  varargs: string | null;
}

export interface CatalogFunction {
  name: string;
  kind: "scalar" | "aggregate" | "macro" | "table" | "table_macro" | "pragma";
  overloads: Overload[];
}

const rows = z.array(
  z.tuple([
    z.string(),
    z.enum(["scalar", "aggregate", "macro", "table", "table_macro", "pragma"]),
    z.array(z.string()).nullable(),
    z.array(z.string().nullable()).nullable(),
    z.string().nullable(),
  ]),
);

export const CATALOG_SQL = `
  SELECT DISTINCT function_name, function_type, parameters, parameter_types, varargs
  FROM duckdb_functions() ORDER BY ALL`;

/** The live list of DuckDB's functions, one entry a name and kind, from the rows of `CATALOG_SQL` as JSON. */
export function catalogOf(answer: unknown): CatalogFunction[] {
  const found = new Map<string, CatalogFunction>();
  for (const [name, kind, parameters, types, varargs] of rows.parse(answer)) {
    const key = `${kind} ${name}`;
    const known = found.get(key) ?? { name, kind, overloads: [] };
    known.overloads.push({
      parameters: parameters ?? [],
      types: (parameters ?? []).map((_, at) => types?.[at] ?? "ANY"),
      varargs,
    });
    found.set(key, known);
  }
  return [...found.values()];
}
