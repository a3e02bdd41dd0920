import "server-only";
import { z } from "zod";

/** RFC 5321: longer addresses cannot be delivered to. */
const MAX_LENGTH = 254;
/** Letters and digits of any script; a dotted domain; no quoting and no comments, which nobody types on purpose. */
const SHAPE =
  /^(?!\.)(?!.*\.\.)[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}(?<!\.)@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+\p{L}[\p{L}\p{N}-]{0,61}[\p{L}\p{N}]$/u;

/** An e-mail address, trimmed and in one Unicode form. */
export const email = z
  .string()
  .max(1000, "is too long")
  .transform((text) => text.normalize("NFKC").trim())
  .pipe(
    z
      .string()
      .max(MAX_LENGTH, `must be at most ${MAX_LENGTH} characters`)
      .regex(SHAPE, "must be an e-mail address like name@example.com"),
  );

/** What makes an address unique: two that differ in case only are one. */
export function emailKey(address: string): string {
  return address.normalize("NFKC").trim().toLowerCase();
}
