import "server-only";
import { join } from "node:path";
import { projectRoot } from "#lib/core/project-root.ts";
import { pools } from "./processes/pools.ts";
import { setUpFor } from "./set-up.ts";

export interface ModuleRequest {
  /** Path of the module below the project's root; it exports `run` (see `module.ts`). */
  module: string;
  /** Plain data. */
  input: unknown;
  read_paths: string[];
  write_paths: string[];
  /** Names of scratch files that the module, or its SQL, may write and read. */
  scratch?: string[];
  timeout_ms: number;
  signal?: AbortSignal | undefined;
  on_progress?: ((fraction: number, rows?: number) => void) | undefined;
  /** `reading` where someone waits for a short answer. */
  pool?: "trusted" | "reading";
}

/**
 * Runs one of our own modules over strangers' bytes in a limited child. The answer comes from that child: parse
 * it. Throws `AppError` as `runQuery` does; an aborted signal rejects with its reason. What was written in part
 * before an error is the caller's to remove.
 */
export function runModule(request: ModuleRequest): Promise<unknown> {
  const { input, read_paths, write_paths, scratch = [], timeout_ms, signal, on_progress } = request;
  const module = join(/* turbopackIgnore: true */ projectRoot(), request.module);
  return pools()[request.pool ?? "trusted"].lend(null, signal, (child) =>
    child.run(
      {
        kind: "module",
        set_up: setUpFor(child.directory),
        module,
        input,
        read_paths,
        write_paths,
        scratch,
      },
      { timeoutMs: timeout_ms, signal, onProgress: on_progress },
    ),
  );
}
