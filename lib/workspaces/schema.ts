import { z } from "zod";
import { role } from "#lib/auth/schema.ts";

/** What a workspace is set to, as its members see it. */
export const workspaceSettings = z.object({
  id: z.uuid(),
  name: z.string(),
  role,
  /** How long rows and bytes are kept, in days; null keeps them. */
  data_expires_after_days: z.number().int().nullable(),
});
export type WorkspaceSettings = z.infer<typeof workspaceSettings>;

export const workspaceChange = z.strictObject({
  data_expires_after_days: z.int().min(1).max(3650).nullable(),
});
export type WorkspaceChange = z.infer<typeof workspaceChange>;
