import { EngineError } from "#lib/engine/worker/engine-error.ts";
import { FileFault } from "./file-fault.ts";

const MAX_DETAIL = 300;

/** Why a file cannot be read as a table, as a sentence for its owner; null for what is no fault of the file. */
export function loadFault(error: unknown, filename: string): string | null {
  if (error instanceof FileFault) return error.message;
  if (!(error instanceof EngineError) || error.code !== "sql_error") return null;
  return `${filename} could not be read as a table: ${detailOf(error.message)}`;
}

/** The engine's first sentences, without what follows for people who wrote the SQL. */
function detailOf(message: string): string {
  const words = message.split(/\n\s*\n|\nThe search space|\nPossible|\nTry /)[0] ?? "";
  const line = words.replace(/\s+/g, " ").trim();
  if (line.length > MAX_DETAIL) return `${line.slice(0, MAX_DETAIL)}…`;
  return /[.!?…]$/.test(line) ? line : `${line}.`;
}
