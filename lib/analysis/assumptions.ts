import { formatPlural } from "#lib/core/format.ts";
import type { ResolvedPlan } from "./resolve-plan.ts";
import type { Source } from "./source.ts";

/** What the person should know about how a plan's answer was made: steps taken, missing values left out. */
export function assumptionsOf({ bound, source, assumptions }: ResolvedPlan): string[] {
  const left = [...new Set(bound.leavesOutNulls())].flatMap((name) => nullsLeftOut(name, source));
  return [...assumptions, ...left];
}

function nullsLeftOut(name: string, source: Source): string[] {
  const column = source.columns.find((candidate) => candidate.name === name);
  if (!column) return [];
  const { profile } = column;
  if (profile === null) return column.nullable ? [`Rows without ${name}, if any, are left out.`] : [];
  if (profile.nulls === 0) return [];
  if (!source.is_whole) return [`Rows without ${name} are left out.`];
  const verb = profile.nulls === 1 ? "is" : "are";
  return [`${formatPlural(profile.nulls, "row")} without ${name} ${verb} left out.`];
}
