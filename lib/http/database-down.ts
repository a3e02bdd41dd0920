import "server-only";

/** Prisma's codes for a server it cannot reach, that hung up, or whose pool is exhausted. */
const PRISMA_CODES = new Set(["P1001", "P1002", "P1008", "P1017", "P2024", "P2037"]);
/** PostgreSQL: connection exceptions (08), too many connections, shutting down, starting up. */
const SQLSTATE = /^(?:08...|53300|57P0[123])$/;
/** Kinds of the driver adapter. */
const ADAPTER_KINDS = new Set([
  "DatabaseNotReachable",
  "ConnectionClosed",
  "SocketTimeout",
  "TlsConnectionError",
  "TooManyConnections",
]);
/** pg throws these without a code. */
const PG_SENTENCES =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** Whether an error, or any cause of it, means that PostgreSQL cannot be used just now. */
export function isDatabaseDown(thrown: unknown, depth = 0): boolean {
  if (typeof thrown !== "object" || thrown === null || depth > 6) return false;
  const { code, kind, syscall, message, cause, errors, meta, driverAdapterError } = fieldsOf(thrown);
  if (typeof code === "string" && (PRISMA_CODES.has(code) || SQLSTATE.test(code))) return true;
  if (typeof kind === "string" && ADAPTER_KINDS.has(kind)) return true;
  if (syscall === "connect" && typeof code === "string") return true;
  if (typeof message === "string" && PG_SENTENCES.test(message)) return true;
  const within = [cause, meta, driverAdapterError, ...(Array.isArray(errors) ? errors : [])];
  return within.some((one) => isDatabaseDown(one, depth + 1));
}

/** An error's fields are whatever its library put there; they are read as unknown. */
function fieldsOf(value: object): Record<string, unknown> {
  return value as Record<string, unknown>;
}
