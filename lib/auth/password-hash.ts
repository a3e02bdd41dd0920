import "server-only";
import { hash, type Options, verify } from "@node-rs/argon2";

/** OWASP's password storage cheat sheet: argon2id (the package's default) with 19 MiB, two passes, one lane. */
const COST: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * A hash of nobody's password with the same cost. Sign-in checks against it when there is no account, so that
 * its duration does not say whether one exists.
 */
export const DECOY_HASH =
  "$argon2id$v=19$m=19456,t=2,p=1$7zDKD5kmyC26zXr7cZ0wQQ$1z3jIpEF4X59g/nLo6jLOgwqbviVBv+GPFXLPWAnmf8";

/** An argon2id hash, with its salt and cost inside. */
export async function hashPassword(password: string): Promise<string> {
  return await hash(normalise(password), COST);
}

/** Whether a password is the hash's. */
export async function verifyPassword(passwordHash: string, password: string): Promise<boolean> {
  return await verify(passwordHash, normalise(password));
}

/** Keyboards and systems spell the same characters differently; NFKC makes them one (NIST SP 800-63B). */
export function normalise(password: string): string {
  return password.normalize("NFKC");
}
