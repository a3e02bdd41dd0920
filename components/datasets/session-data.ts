import type { DataFile, TableProfile } from "#lib/datasets/schema.ts";

/** What the data panel shows, and what is worth asking of it. */
export interface SessionData {
  files: DataFile[];
  /** By file id; missing until it has been computed. */
  profiles: Record<string, TableProfile>;
  suggestions: string[];
}
