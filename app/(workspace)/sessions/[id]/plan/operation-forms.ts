import "server-only";
import { z } from "zod";
import { fieldForms, type OperationForm } from "#components/analysis/operation-form.ts";
import { KINDS } from "#lib/analysis/kinds/registry.ts";
import { commonFields } from "#lib/analysis/schema.ts";

const COMMON = ["operation", ...Object.keys(commonFields)];

/** Every kind of analysis with the inputs that its own fields take. */
export function operationForms(): OperationForm[] {
  return KINDS.map(({ operation, description, charts, groups, schema }) => ({
    operation,
    description,
    charts,
    groups,
    fields: fieldForms(z.toJSONSchema(schema, { io: "input" })).filter(({ name }) => !COMMON.includes(name)),
  }));
}
