import "server-only";

/** Letters, digits, `_`, `-` and dots inside a name; no part starts with a dot, so none climbs out. */
const PART = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}$/;

/** Throws unless `key` is a relative path of plain parts. Keys are made by our code, so a bad one is our bug. */
export function checkKey(key: string): string {
  const parts = key.split("/");
  if (parts.length > 20 || !parts.every((part) => PART.test(part))) {
    throw new Error(`not a storage key: ${JSON.stringify(key)}`);
  }
  return key;
}

export function sessionPrefix(workspaceId: string, sessionId: string): string {
  return checkKey(`workspaces/${workspaceId}/sessions/${sessionId}`);
}

export function uploadKey(workspaceId: string, uploadId: string): string {
  return checkKey(`workspaces/${workspaceId}/uploads/${uploadId}`);
}

/** The bytes as they were sent. */
export function originalKey(workspaceId: string, sessionId: string, name: string): string {
  return `${sessionPrefix(workspaceId, sessionId)}/originals/${checkKey(name)}`;
}

/** `version` keeps a replaced table's bytes apart from its successor's, which a running query may still read. */
export function tableKey(workspaceId: string, sessionId: string, datasetId: string, version: string): string {
  return checkKey(`${sessionPrefix(workspaceId, sessionId)}/tables/${datasetId}-${version}.parquet`);
}

/** CSV of the lines that did not become part of the table of that version. */
export function rejectsKey(
  workspaceId: string,
  sessionId: string,
  datasetId: string,
  version: string,
): string {
  return checkKey(`${sessionPrefix(workspaceId, sessionId)}/rejects/${datasetId}-${version}.csv`);
}

export function resultKey(workspaceId: string, sessionId: string, resultId: string): string {
  return checkKey(`${sessionPrefix(workspaceId, sessionId)}/results/${resultId}.parquet`);
}
