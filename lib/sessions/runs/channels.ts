/** Names of NOTIFY channels: an id without dashes keeps within Postgres's 63 bytes and needs no quoting. */
const hex = (id: string): string => id.replaceAll("-", "");

/** New events of a run; the payload is the highest `seq`. */
export const runChannel = (runId: string): string => `run_${hex(runId)}`;
/** Requests to a server process to cut a run off; the payload is the run's id. */
export const stopChannel = (instanceId: string): string => `stop_${hex(instanceId)}`;
/** Something in a session changed that open pages show. */
export const sessionChannel = (sessionId: string): string => `session_${hex(sessionId)}`;
