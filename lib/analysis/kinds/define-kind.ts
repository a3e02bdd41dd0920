import { z } from "zod";
import { type CommonPlan, commonFields } from "#lib/analysis/schema.ts";
import type { Source } from "#lib/analysis/source.ts";
import type {
  Check,
  Compiled,
  CompileInput,
  Finished,
  Group,
  KindParts,
  PlanOf,
  Said,
  SqlRows,
} from "./kind.ts";

/** A plan that fits its operation's schema, with what the kind does with it. */
export interface BoundPlan {
  plan: CommonPlan;
  kind: Kind;
  outputs(source: Source): string[];
  leavesOutNulls(): string[];
  leavesOutNonFinite(): string[];
  check(check: Check): void;
  compile(at: Place): Compiled;
  /** Undefined where SQL has the last word. */
  finish: ((answer: SqlRows, at: Place) => Finished | Promise<Finished>) | undefined;
  say(result: Said, at: Place): string;
}
type Place = { source: Source; groups: Group[] };

/** A kind with its fields' types hidden: what a registry can hold. */
export interface Kind extends Pick<KindParts<z.ZodRawShape>, "operation" | "description" | "charts"> {
  groups: readonly [least: number, most: number];
  schema: z.ZodObject;
  /** The plan bound to this kind, or the faults of its form. */
  bind(raw: unknown): { bound: BoundPlan } | { error: z.ZodError };
}

const MOST_GROUPS = 5;

/** A kind from its parts. */
export function defineKind<F extends z.ZodRawShape>(parts: KindParts<F>): Kind {
  const schema = z
    .strictObject({ operation: z.literal(parts.operation), ...parts.fields, ...commonFields })
    .describe(parts.description);
  const kind: Kind = {
    operation: parts.operation,
    description: parts.description,
    charts: parts.charts,
    groups: parts.groups ?? [0, MOST_GROUPS],
    schema,
    bind(raw) {
      const parsed = schema.safeParse(raw);
      return parsed.success ? { bound: bind(kind, parts, planOf<F>(parsed.data)) } : { error: parsed.error };
    },
  };
  return kind;
}

/** Holds because the schema is made of the common fields and the kind's own; TypeScript cannot follow the spread. */
function planOf<F extends z.ZodRawShape>(parsed: unknown): PlanOf<F> {
  return parsed as PlanOf<F>;
}

function bind<F extends z.ZodRawShape>(kind: Kind, parts: KindParts<F>, plan: PlanOf<F>): BoundPlan {
  const input = (at: Place): CompileInput<PlanOf<F>> => ({ plan, ...at });
  const finish = (parts.finishes?.(plan) ?? true) ? parts.finish : undefined;
  return {
    plan,
    kind,
    outputs: (source) => parts.outputs(plan, source),
    leavesOutNulls: () => parts.leavesOutNulls(plan),
    leavesOutNonFinite: () => parts.leavesOutNonFinite?.(plan) ?? [],
    check: (check) => parts.check(plan, check),
    compile: (at) => parts.compile(input(at)),
    finish: finish && ((answer, at) => finish(answer, input(at))),
    say: (result, at) => parts.say(result, input(at)),
  };
}
