import { z } from "zod";

/** A kind of analysis as the page is told of it: its own fields as JSON Schema. */
export interface OperationForm {
  operation: string;
  description: string;
  charts: readonly string[];
  /** How many columns it may be grouped by. */
  groups: readonly [least: number, most: number];
  fields: FieldForm[];
}

/** One field of an operation, and what kind of input it takes. */
export interface FieldForm {
  name: string;
  input: "column" | "columns" | "choice" | "number" | "numbers" | "text" | "flag";
  /** Of a choice. */
  choices: string[];
  required: boolean;
  /** What holds where it is left out, in words. */
  fallback: string | null;
  description: string | null;
}

/** The part of JSON Schema that the fields of operations are written in. */
interface FieldSchema {
  type?: string | undefined;
  format?: string | undefined;
  enum?: unknown[] | undefined;
  anyOf?: FieldSchema[] | undefined;
  items?: FieldSchema | undefined;
  default?: unknown;
  description?: string | undefined;
}

const fieldSchema: z.ZodType<FieldSchema> = z.lazy(() =>
  z.object({
    type: z.string().optional(),
    format: z.string().optional(),
    enum: z.array(z.unknown()).optional(),
    anyOf: z.array(fieldSchema).optional(),
    items: fieldSchema.optional(),
    default: z.unknown().optional(),
    description: z.string().optional(),
  }),
);
const objectSchema = z.object({
  properties: z.record(z.string(), fieldSchema),
  required: z.array(z.string()).optional(),
});

/** The inputs for an operation's fields, from their JSON Schema. */
export function fieldForms(schema: unknown): FieldForm[] {
  const { properties, required = [] } = objectSchema.parse(schema);
  return Object.entries(properties).map(([name, field]) => ({
    name,
    input: inputOf(field),
    choices: (field.enum ?? []).filter((value) => typeof value === "string"),
    required: required.includes(name),
    fallback: field.default === undefined ? null : String(field.default),
    description: field.description ?? null,
  }));
}

function inputOf(field: FieldSchema): FieldForm["input"] {
  const list = field.items ?? field.anyOf?.find((one) => one.type === "array")?.items;
  if (list !== undefined) return list.format === "column" ? "columns" : "numbers";
  if (field.format === "column") return "column";
  if (field.enum !== undefined) return "choice";
  if (field.type === "boolean") return "flag";
  return field.type === "number" || field.type === "integer" ? "number" : "text";
}

/** A field's name as a label: `target_column` → "Target column". */
export function labelOf(name: string): string {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
