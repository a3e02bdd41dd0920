import { AppError } from "#lib/core/errors.ts";
import type { PlanFault } from "./schema.ts";

/** The 422 of a plan, with the path of each fault. */
export function planRefused(errors: PlanFault[]): AppError {
  const [first] = errors;
  const where = first === undefined || first.path === "" ? "" : ` ${first.path}:`;
  const detail = first ? `The plan cannot run.${where} ${first.message}` : "The plan cannot run.";
  return new AppError("invalid", detail, { errors });
}
