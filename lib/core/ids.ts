import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";

const uuid = z.uuid();

/** A new time-ordered id (UUID version 7, RFC 9562). */
export function newId(): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** Whether a path segment can be an id at all; a malformed one is a 404, never a database error. */
export function isId(value: string): boolean {
  return uuid.safeParse(value).success;
}

/** A random secret for tokens and links: 256 bits, base64url. */
export function newSecret(prefix = ""): string {
  return prefix + randomBytes(32).toString("base64url");
}

/** What is kept of a secret: its SHA-256 in hex. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
