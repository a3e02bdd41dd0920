import "server-only";
import { z } from "zod";
import type { ToolOutcome } from "#lib/agent/schema.ts";
import type { Context } from "#lib/core/context.ts";
import { AppError, type FieldError } from "#lib/core/errors.ts";
import type { Json } from "#lib/core/schema.ts";
import { json } from "#lib/core/schema.ts";

/** Where a tool works: one session, one run. */
export interface ToolScope {
  ctx: Context;
  session_id: string;
  run_id: string | null;
  signal: AbortSignal;
}

/** A tool with its input hidden: what a registry can hold. */
export interface Tool {
  name: string;
  description: string;
  input_schema: { [key: string]: Json };
  /** Runs with an input that a model made up; a wrong one is an outcome with `is_error`. */
  run(input: unknown, scope: ToolScope): Promise<ToolOutcome>;
}

/** A tool from its parts: the schema is what the model is told, what is checked, and what `run` gets. */
export function defineTool<S extends z.ZodObject>(parts: {
  name: string;
  description: string;
  input: S;
  run(input: z.infer<S>, scope: ToolScope): Promise<ToolOutcome>;
}): Tool {
  return {
    name: parts.name,
    description: parts.description,
    input_schema: schemaForModel(parts.input),
    async run(input, scope) {
      const parsed = parts.input.safeParse(input ?? {});
      if (parsed.success) return parts.run(parsed.data, scope);
      const faults = parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
      return refused(`The input of ${parts.name} does not fit its schema`, faults);
    },
  };
}

function schemaForModel(schema: z.ZodObject): { [key: string]: Json } {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io: "input",
    override({ jsonSchema }) {
      // A format of our own, for the page that makes a form of the schema.
      if (jsonSchema.format === "column") delete jsonSchema.format;
    },
  });
  return z.record(z.string(), json).parse(JSON.parse(JSON.stringify(rest)));
}

/** What a tool did: the model gets `answer` as JSON. */
export function done(answer: { [key: string]: Json }, events: ToolOutcome["events"] = []): ToolOutcome {
  return { for_model: JSON.stringify(answer), is_error: false, events };
}

/** What a model can mend: a sentence, and each fault with its place. */
export function refused(
  sentence: string,
  faults: readonly FieldError[] = [],
  events: ToolOutcome["events"] = [],
): ToolOutcome {
  const lines = faults.map(({ path, message }) => `- ${path === "" ? "(whole)" : path}: ${message}`);
  const head = faults.length > 0 ? `${sentence.replace(/[.:]$/, "")}:` : sentence;
  return { for_model: [head, ...lines].join("\n"), is_error: true, events };
}

/** An error that a model can mend as an outcome; anything else is a fault of ours, or a stop, and goes on up. */
export function outcomeOf(error: unknown, signal: AbortSignal): ToolOutcome {
  signal.throwIfAborted();
  if (!(error instanceof AppError)) throw error;
  return refused(error.message, error.errors);
}
