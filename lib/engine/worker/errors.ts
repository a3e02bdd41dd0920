import { z } from "zod";
import { EngineError } from "./engine-error.ts";

/** What DuckDB says with `errors_as_json`. */
const duckdbError = z.object({
  exception_type: z.string(),
  exception_message: z.string(),
  position: z.string().optional(),
});

interface Told {
  type: string;
  message: string;
  position: number | undefined;
}

/** The SQL of a person inside ours: where it begins in the statement that ran, in bytes. */
export interface Origin {
  sql: string;
  prefixBytes: number;
}

const TOO_LARGE = /File too large|max_temp_directory_size|failed to offload|write all bytes/i;

/** Any failure of DuckDB as an `EngineError`, in DuckDB's words without paths and inner names. */
export function engineErrorOf(
  error: unknown,
  origin: Origin | undefined,
  secrets: readonly string[],
): EngineError {
  if (error instanceof EngineError) return error;
  const told = toldBy(error);
  const text = cleaned(told.message, secrets);
  if (told.type === "INTERRUPT") return new EngineError("interrupted", "The query was stopped.");
  if (
    told.type === "Out of Memory" ||
    /bad_alloc|out of memory|memory allocation failure/i.test(told.message)
  ) {
    if (/max_temp_directory_size|offload/i.test(told.message)) return tooLarge();
    return new EngineError(
      "memory_limit",
      "The query needs more memory than it may use. Narrow it: fewer rows, fewer columns, or an aggregate.",
    );
  }
  if (/No space left on device/i.test(told.message)) {
    return new EngineError("disk_full", "The server's disk is full. Nothing was kept; try again later.");
  }
  if (told.type === "IO" && TOO_LARGE.test(told.message)) return tooLarge();
  if (told.type === "INTERNAL" || told.type === "FATAL") return new EngineError("internal", text);
  const position =
    told.position === undefined || origin === undefined ? undefined : told.position - origin.prefixBytes;
  const at = origin === undefined || position === undefined ? undefined : characterAt(origin.sql, position);
  return new EngineError(
    told.type === "Permission" ? "sql_refused" : "sql_error",
    `${kindOf(told.type)}${text}`,
    at,
  );
}

function tooLarge(): EngineError {
  return new EngineError(
    "too_large",
    "The result, or what the query keeps on disk on its way, is too large. Narrow it: fewer rows, fewer columns, or an aggregate.",
  );
}

/** The UTF-16 offset of a byte offset in the SQL's UTF-8; undefined when it lies outside. */
export function characterAt(sql: string, byteOffset: number | undefined): number | undefined {
  if (byteOffset === undefined || byteOffset < 0) return undefined;
  const bytes = Buffer.from(sql, "utf8");
  if (byteOffset > bytes.length) return undefined;
  return bytes.subarray(0, byteOffset).toString("utf8").length;
}

function toldBy(error: unknown): Told {
  const message = error instanceof Error ? error.message : String(error);
  const json = message.slice(Math.max(0, message.indexOf("{")));
  const parsed = duckdbError.safeParse(parseJson(json));
  if (!parsed.success) return { type: typeOf(message), message, position: undefined };
  const { exception_type, exception_message, position } = parsed.data;
  return {
    type: exception_type,
    message: exception_message,
    position: position === undefined ? undefined : Number(position),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The kind in a plain message: `Out of Memory Error: …`. */
function typeOf(message: string): string {
  return /^([A-Za-z][A-Za-z ]*?) Error:/.exec(message)?.[1] ?? "";
}

const KINDS: Readonly<Record<string, string>> = {
  Conversion: "Conversion: ",
  "Out of Range": "Out of range: ",
  Parser: "Syntax: ",
};

function kindOf(type: string): string {
  return KINDS[type] ?? "";
}

const PATH = /(["'`]?)\/(?:[\w.@%+-]+\/)+[\w.@%+*-]*\1/g;
const LINE_MARK = /\n+LINE \d+:[\s\S]*$/;
/** Advice that only someone with the engine's settings could follow. */
const HINTS = /\s*(?:Possible solutions:[\s\S]*| Use "SET [^"]*" to [^.\n]*\.)$/;
const MOST = 1500;

/** Without the server's paths, inner names, carets and hints at settings; a sentence or a few. */
function cleaned(message: string, secrets: readonly string[]): string {
  let text = message.replace(LINE_MARK, "").replace(/^[A-Z][A-Za-z ]* Error: /, "");
  for (const secret of secrets) if (secret !== "") text = text.replaceAll(secret, "…");
  text = text.replace(PATH, "a file").replace(HINTS, "").trim();
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}
