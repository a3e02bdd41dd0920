import "server-only";
import { type Settings, SettingsError } from "./env.ts";

const SHORTEST = 32;
const FEWEST_CHARACTERS = 8;
const PLACEHOLDER =
  /change.?me|replace.?(me|this|with)|your.?(auth|next|secret)|example|placeholder|(super|top).?secret|insecure|default.?secret|123456789012/i;
const ADVICE = "set it to at least 32 random characters, as `openssl rand -base64 32` prints them.";

/** Whether the person runs it for others: they said production and gave a database or a public address. */
export function isProductionSetup(settings: Settings, nodeEnv: string | undefined): boolean {
  return nodeEnv === "production" && (settings.databaseUrl !== undefined || settings.publicUrl !== undefined);
}

/** Throws a `SettingsError` naming the setting that is missing or too weak to serve others with. */
export function requireSafeSettings(settings: Settings): void {
  const secret = settings.authSecret;
  if (secret === undefined) throw new SettingsError(`AUTH_SECRET is missing: in production ${ADVICE}`);
  if (secret.length < SHORTEST) throw new SettingsError(`AUTH_SECRET is too short: in production ${ADVICE}`);
  if (PLACEHOLDER.test(secret) || new Set(secret).size < FEWEST_CHARACTERS) {
    throw new SettingsError(`AUTH_SECRET can be guessed: in production ${ADVICE}`);
  }
}
