import "server-only";
import type { UiChunk } from "./ui-chunk.ts";

/** The chunks of a live run, in memory, for the followers in this process. */
export interface RunLog {
  readonly chunks: readonly UiChunk[];
  append(chunks: readonly UiChunk[]): void;
  /** No more chunks will come. */
  end(): void;
  /**
   * Every chunk from the first, once and in order, until the end. Followers pull: a slow one holds neither the
   * run nor the others, and costs no copy. Ends early, without an error, when `signal` aborts.
   */
  follow(signal?: AbortSignal): AsyncGenerator<UiChunk>;
}

export function runLog(): RunLog {
  const chunks: UiChunk[] = [];
  const waiting = new Set<() => void>();
  let ended = false;

  /** A follower woken for nothing looks and waits again. */
  function wake(): void {
    const woken = [...waiting];
    waiting.clear();
    for (const go of woken) go();
  }

  async function* follow(signal?: AbortSignal): AsyncGenerator<UiChunk> {
    signal?.addEventListener("abort", wake);
    try {
      for (let next = 0; !signal?.aborted; ) {
        const chunk = chunks[next];
        if (chunk !== undefined) {
          next += 1;
          yield chunk;
        } else if (ended) {
          return;
        } else {
          await new Promise<void>((resolve) => waiting.add(resolve));
        }
      }
    } finally {
      signal?.removeEventListener("abort", wake);
    }
  }

  return {
    chunks,
    append(added) {
      chunks.push(...added);
      if (added.length > 0) wake();
    },
    end() {
      ended = true;
      wake();
    },
    follow,
  };
}
