import "server-only";
import type { Dataset } from "#lib/db/generated/client.ts";
import { instanceId } from "#lib/db/instance.ts";
import { type LoadRequest, requestOf } from "./load-request.ts";

/** What is larger waits its turn as a job that any replica may take. */
const SHORT_BYTES = 8 * 1024 * 1024;

export type LoadRow = Pick<
  Dataset,
  | "id"
  | "workspaceId"
  | "sessionId"
  | "filename"
  | "sourcePart"
  | "format"
  | "byteSize"
  | "fingerprint"
  | "originalKey"
  | "parquetKey"
  | "rejectsKey"
  | "request"
  | "instanceId"
>;

/** The bytes to load and how. */
export interface Task {
  request: LoadRequest | null;
  key: string;
  filename: string;
  format: string;
  source_part: string | null;
  byte_size: number;
  /** SHA-256 of the bytes; null where nobody has looked yet. */
  fingerprint: string | null;
}

/** What a row's load is to do: with what was sent, or with what a reload brings. */
export function taskOf(row: LoadRow): Task {
  const request = requestOf(row.request);
  const { filename, format, fingerprint, sourcePart: source_part } = row;
  const byte_size = Number(row.byteSize);
  const own = { key: row.originalKey ?? "", filename, format, source_part, byte_size, fingerprint };
  return { request, ...own, ...request?.replacement };
}

/** Somebody waits for it: it goes at once, beside what takes long. */
export function isShort(byte_size: number | bigint): boolean {
  return byte_size <= SHORT_BYTES;
}

/** Whose load it is to be: a short one's is this process, a long one waits for whoever takes it. */
export function loaderOf(byte_size: number | bigint): string | null {
  return isShort(byte_size) ? instanceId() : null;
}
