import "server-only";
import { env } from "#lib/core/env.ts";
import { storage } from "#lib/storage/storage.ts";
import type { SourceFile } from "./worker/messages.ts";

/** How many times what may be sent a packed file may unpack to. */
const UNPACKED_FACTOR = 4;

/** Stored bytes as the modules that read strangers' files want them. */
export function sourceOf(stored: { key: string; filename: string; byte_size: number }): SourceFile {
  return {
    path: storage().pathOf(stored.key),
    filename: stored.filename,
    byte_size: stored.byte_size,
    max_unpacked_bytes: env().maxUploadBytes * UNPACKED_FACTOR,
  };
}

/** Names of the scratch files that each of these modules may use. */
export const SCRATCH = ["unpacked", "utf8", "clean", "rows", "rejects", "spare"];
