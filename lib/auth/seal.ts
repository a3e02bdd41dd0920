import "server-only";
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { env } from "#lib/core/env.ts";

const ALGORITHM = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Says how a sealed text was made, so that the way can change later. */
const VERSION = "v1";

/** Encrypts a text for storage (AES-256-GCM, a key of its own derived from `AUTH_SECRET`). */
export function seal(text: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, sealingKey(), nonce);
  const sealed = Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `${VERSION}.${sealed.toString("base64url")}`;
}

/** Decrypts what `seal` made; throws when it was altered or `AUTH_SECRET` has changed since. */
export function unseal(sealed: string): string {
  const [version, payload] = sealed.split(".");
  const bytes = Buffer.from(payload ?? "", "base64url");
  if (version !== VERSION || bytes.length < NONCE_BYTES + TAG_BYTES) {
    throw new Error("this is not a sealed text");
  }
  const decipher = createDecipheriv(ALGORITHM, sealingKey(), bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
  return Buffer.concat([text, decipher.final()]).toString("utf8");
}

function sealingKey(): Buffer {
  return Buffer.from(hkdfSync("sha256", env().authSecret, "", "veritable sealed text", 32));
}
