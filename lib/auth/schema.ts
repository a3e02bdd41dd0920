import { z } from "zod";
import { isoTime } from "#lib/core/schema.ts";

export const user = z.object({ id: z.uuid(), email: z.string(), name: z.string(), created_at: isoTime });
export type UserView = z.infer<typeof user>;

export const role = z.enum(["owner", "admin", "analyst", "viewer"]);
export const workspace = z.object({ id: z.uuid(), name: z.string(), role });
export type WorkspaceView = z.infer<typeof workspace>;

export const loginReply = z.object({ token: z.string(), expires_at: isoTime, user });
export type LoginReply = z.infer<typeof loginReply>;
