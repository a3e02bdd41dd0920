import "server-only";
import { type Logger, type LoggerOptions, pino } from "pino";
import pretty from "pino-pretty";
import { singleton } from "./singleton.ts";

/** Fields that never reach a log line, at the top and one level down. */
const SECRET_FIELDS = [
  "password",
  "passwordHash",
  "token",
  "tokenHash",
  "secret",
  "authSecret",
  "apiKey",
  "anthropicApiKey",
  "databaseUrl",
  "authorization",
  "cookie",
  "cookies",
  "set-cookie",
  "x-api-key",
];
const LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];
const CAUSES_KEPT = 5;

export const logOptions: LoggerOptions = {
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
  redact: {
    paths: SECRET_FIELDS.flatMap((field) => [`["${field}"]`, `*["${field}"]`, `*.*["${field}"]`]),
    censor: "[redacted]",
  },
  serializers: { err: describeError, error: describeError },
};

/** The product's log: one JSON line an event on stdout; readable lines while developing. */
export const log: Logger = singleton("log", makeLog);

function makeLog(): Logger {
  const options = { ...logOptions, level: levelOf(process.env) };
  if (process.env.NODE_ENV !== "development") return pino(options, pino.destination({ fd: 1, sync: true }));
  // A stream in this process: a worker-thread transport cannot be found from a bundle.
  return pino(options, pretty({ sync: true, ignore: "pid,hostname", translateTime: "HH:MM:ss.l" }));
}

function levelOf(source: NodeJS.ProcessEnv): string {
  if (source.LOG_LEVEL && LEVELS.includes(source.LOG_LEVEL)) return source.LOG_LEVEL;
  return source.NODE_ENV === "test" ? "warn" : "info";
}

interface DescribedError {
  type: string;
  message: string;
  code?: string;
  stack?: string;
  cause?: DescribedError;
}

/**
 * What a log keeps of an error: its kind, words, code, stack and causes. Other properties are left out:
 * drivers hang whole rows and connection settings on their errors.
 */
function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  const code: unknown = Reflect.get(error, "code");
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === "string" && { code }),
    ...(error.stack !== undefined && { stack: error.stack }),
    ...(error.cause !== undefined && depth < CAUSES_KEPT && { cause: describeError(error.cause, depth + 1) }),
  };
}
