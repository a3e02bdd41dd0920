import { nearestNames } from "#lib/core/nearest-names.ts";
import type { Check } from "./kinds/kind.ts";
import type { PlanFault } from "./schema.ts";
import { isNumber, isTime, type Source, type SourceColumn } from "./source.ts";

const MOST_FAULTS = 50;
const MOST_LISTED = 20;

/** What is wrong with a plan, and what the person should know of it. */
export interface Faults {
  errors: PlanFault[];
  warnings: PlanFault[];
}

/** A check over a source that writes into `faults`, its paths below `base`. */
export function checkOf(source: Source, faults: Faults, base = ""): Check {
  const at = (path: string) => [base, path].filter((part) => part !== "").join(".");
  const fault = (path: string, message: string) => {
    if (faults.errors.length < MOST_FAULTS) faults.errors.push({ path: at(path), message });
  };
  const column = (path: string, name: string) => {
    const found = source.columns.find((candidate) => candidate.name === name);
    if (!found) fault(path, missing(name, source));
    return found;
  };
  const typed = (path: string, name: string, fits: (column: SourceColumn) => boolean, what: string) => {
    const found = column(path, name);
    if (!found || fits(found)) return found;
    fault(path, `"${name}" holds ${found.type}, not ${what}.${others(source, fits)}`);
    return undefined;
  };
  return {
    source,
    fault,
    warn: (path, message) => {
      if (faults.warnings.length < MOST_FAULTS) faults.warnings.push({ path: at(path), message });
    },
    column,
    number: (path, name) => typed(path, name, isNumber, "numbers"),
    time: (path, name) => typed(path, name, isTime, "dates"),
  };
}

function missing(name: string, source: Source): string {
  const near = nearestNames(name, namesOf(source));
  return `There is no column ${shown(name)} in "${source.table}". ${suggestion(near, namesOf(source))}`;
}

/** "Did you mean …?", or what there is. */
export function suggestion(near: string[], all: string[]): string {
  if (near.length > 0) return `Did you mean ${near.map((name) => `"${name}"`).join(" or ")}?`;
  return `There ${all.length === 1 ? "is" : "are"} ${listed(all)}.`;
}

function others(source: Source, fits: (column: SourceColumn) => boolean): string {
  const names = source.columns.filter(fits).map(({ name }) => name);
  return names.length === 0 ? "" : ` Columns that do: ${listed(names)}.`;
}

function listed(names: string[]): string {
  if (names.length === 0) return "none";
  const rest = names.length - MOST_LISTED;
  const list = names
    .slice(0, MOST_LISTED)
    .map((name) => `"${name}"`)
    .join(", ");
  return rest > 0 ? `${list} and ${rest} more` : list;
}

const namesOf = (source: Source) => source.columns.map(({ name }) => name);
const shown = (name: string) => `"${name.length > 100 ? `${name.slice(0, 99)}…` : name}"`;
