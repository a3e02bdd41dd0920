import { z } from "zod";
import type { FieldError } from "#lib/core/errors.ts";
import { isoTime } from "#lib/core/schema.ts";

export const user = z.object({ id: z.uuid(), email: z.string(), name: z.string(), created_at: isoTime });
export type UserView = z.infer<typeof user>;

export const role = z.enum(["owner", "admin", "analyst", "viewer"]);
export const workspace = z.object({ id: z.uuid(), name: z.string(), role });
export type WorkspaceView = z.infer<typeof workspace>;

export const loginReply = z.object({ token: z.string(), expires_at: isoTime, user });
export type LoginReply = z.infer<typeof loginReply>;

export const me = z.object({ user, workspace });
export type Me = z.infer<typeof me>;

/** A name that people see: one line, no control characters. */
export const shownName = (max: number) =>
  z
    .string()
    .trim()
    .min(1, "must not be empty")
    .max(max, `must be at most ${max} characters`)
    .regex(/^\P{Cc}*$/u, "must not contain control characters");

export const newName = z.object({ name: shownName(100) });

/** What somebody types to sign in. Its form is not judged: a wrong one is simply a wrong one. */
export const credentials = z.object({
  email: z.string().max(1000, "must be at most 1000 characters"),
  password: z.string().max(1000, "must be at most 1000 characters"),
});
export type Credentials = z.infer<typeof credentials>;

export const newToken = z.object({
  name: shownName(100),
  ttl_days: z.int().min(1).max(3650).optional(),
});
export type NewToken = z.infer<typeof newToken>;

/** A bearer token as its owner sees it later; the secret itself is shown once. */
export const apiToken = z.object({
  id: z.uuid(),
  name: z.string(),
  created_at: isoTime,
  expires_at: isoTime,
  last_used_at: isoTime.nullable(),
});
export type ApiTokenView = z.infer<typeof apiToken>;
export const createdToken = apiToken.extend({ token: z.string() });
export type CreatedToken = z.infer<typeof createdToken>;

/** What the sign-in and sign-up forms show after a failed attempt; null before the first. Never a password. */
export type AuthFormState = {
  error?: string;
  errors?: FieldError[];
  values?: { email?: string; name?: string };
} | null;
