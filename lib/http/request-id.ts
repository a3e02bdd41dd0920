import "server-only";
import { newId } from "#lib/core/ids.ts";

export const REQUEST_ID_HEADER = "x-request-id";
const SANE = /^[A-Za-z0-9._:-]{1,128}$/;

/** The caller's `X-Request-Id` where it is harmless in logs and headers, or a new one. */
export function requestIdOf(headers: Headers): string {
  return saneRequestId(headers.get(REQUEST_ID_HEADER));
}

export function saneRequestId(given: string | string[] | null | undefined): string {
  return typeof given === "string" && SANE.test(given) ? given : newId();
}
