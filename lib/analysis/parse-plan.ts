import { inWords } from "#lib/core/in-words.ts";
import { nearestNames } from "#lib/core/nearest-names.ts";
import { isStorable, type Json } from "#lib/core/schema.ts";
import type { BoundPlan } from "./kinds/define-kind.ts";
import { KINDS, kindOf } from "./kinds/registry.ts";
import type { PlanFault } from "./schema.ts";

/** A plan bound to its kind, or the faults of its form. A field that is null counts as left out. */
export function parsePlan(raw: Json): { bound: BoundPlan } | { errors: PlanFault[] } {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw))
    return { errors: [{ path: "", message: "A plan is an object." }] };
  if (!isStorable(raw))
    return { errors: [{ path: "", message: "A plan must not contain U+0000 or half of a surrogate pair." }] };
  const given = Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== null));
  const kind = typeof given.operation === "string" ? kindOf(given.operation) : undefined;
  if (!kind) return { errors: [{ path: "operation", message: unknownOperation(given.operation) }] };
  const outcome = kind.bind(given);
  if ("bound" in outcome) return outcome;
  const { issues } = kind.schema.safeParse(given, { error: inWords }).error ?? outcome.error;
  return { errors: issues.flatMap((issue) => faultsOf(issue, Object.keys(kind.schema.shape))) };
}

type Issue = { code: string; path: PropertyKey[]; message: string; keys?: string[] };

/** A field that is not known is a fault at its own path. */
function faultsOf(issue: Issue, fields: string[]): PlanFault[] {
  const path = issue.path.map(String);
  if (issue.code !== "unrecognized_keys") return [{ path: path.join("."), message: sentence(issue.message) }];
  return (issue.keys ?? []).map((key) => {
    const [near] = path.length === 0 ? nearestNames(key, fields) : [];
    const hint = near === undefined ? "" : ` Did you mean "${near}"?`;
    return { path: [...path, key].join("."), message: `This field is not known here.${hint}` };
  });
}

function unknownOperation(operation: Json | undefined): string {
  const names = KINDS.map((kind) => kind.operation);
  if (operation === undefined) return `A plan names its operation: ${names.join(", ")}.`;
  const [near] = nearestNames(String(operation), names);
  const hint = near === undefined ? `Operations are ${names.join(", ")}.` : `Did you mean "${near}"?`;
  return `There is no operation ${JSON.stringify(operation).slice(0, 100)}. ${hint}`;
}

function sentence(message: string): string {
  const text = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.?!]$/.test(text) ? text : `${text}.`;
}
