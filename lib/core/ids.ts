import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { singleton } from "./singleton.ts";

const uuid = z.uuid();

const COUNTER_MAX = 0xfff;
const last = singleton("newest-id", () => ({ ms: 0, counter: 0 }));

/**
 * A new id that sorts after all earlier ones of this process: UUID version 7 with a 12-bit counter behind the
 * milliseconds (RFC 9562, section 6.2, method 1). When the counter is used up, the time runs a millisecond ahead.
 */
export function newId(): string {
  tick();
  const bytes = randomBytes(16);
  bytes.writeUIntBE(last.ms, 0, 6);
  bytes.writeUInt16BE(0x7000 | last.counter, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function tick(): void {
  const now = Date.now();
  if (now > last.ms) {
    last.ms = now;
    last.counter = randomBytes(2).readUInt16BE() & (COUNTER_MAX >> 1);
  } else if (last.counter < COUNTER_MAX) {
    last.counter += 1;
  } else {
    last.ms += 1;
    last.counter = 0;
  }
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
