import { formatPlural } from "#lib/core/format.ts";
import type { ResolvedPlan } from "./resolve-plan.ts";
import type { Source } from "./source.ts";

/** What the person should know about how a plan's answer was made: steps taken, missing values, NaN and infinities left out. */
export function assumptionsOf({ bound, source, assumptions }: ResolvedPlan): string[] {
  const left = [...new Set(bound.leavesOutNulls())].flatMap((name) => nullsLeftOut(name, source));
  const odd = [...new Set(bound.leavesOutNonFinite())].flatMap((name) => nonFiniteLeftOut(name, source));
  return [...assumptions, ...left, ...odd];
}

/** A profile's histogram counts finite values alone: what is neither there nor missing is NaN or infinite. */
function nonFiniteLeftOut(name: string, source: Source): string[] {
  const column = source.columns.find((candidate) => candidate.name === name);
  if (!column || (column.type !== "DOUBLE" && column.type !== "FLOAT")) return [];
  const { profile } = column;
  if (!profile?.histogram) return [`Values of ${name} that are NaN or infinite, if any, are left out.`];
  const finite = profile.histogram.reduce((sum, { count }) => sum + count, 0);
  const odd = source.row_count - profile.nulls - finite;
  if (odd <= 0) return [];
  if (!source.is_whole) return [`Values of ${name} that are NaN or infinite are left out.`];
  const are = odd === 1 ? "that is NaN or infinite is" : "that are NaN or infinite are";
  return [`${formatPlural(odd, "value")} of ${name} ${are} left out.`];
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
