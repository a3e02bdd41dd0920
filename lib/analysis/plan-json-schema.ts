import { z } from "zod";
import { KINDS } from "./kinds/registry.ts";

/** The JSON Schema (2020-12) of a plan: one branch an operation. A field that is null counts as left out. */
export function planJsonSchema(): object {
  return { title: "Plan", ...z.toJSONSchema(planSchema(), { io: "input", reused: "ref" }) };
}

function planSchema(): z.ZodType {
  const [first, ...others] = KINDS.map((kind) => kind.schema);
  if (!first) throw new Error("there are no kinds of analysis");
  return z.discriminatedUnion("operation", [first, ...others]);
}
