import "server-only";
import type { AgentEvent } from "#lib/agent/schema.ts";
import { NO_USAGE, type Usage } from "#lib/billing/schema.ts";
import { addUsage } from "./add-usage.ts";
import { type ChunkMaker, chunkMaker } from "./chunks-of-events.ts";
import type { LogWriter } from "./log-writer.ts";
import type { RunLog } from "./run-log.ts";
import type { UiChunk } from "./ui-chunk.ts";

/** Takes what a run yields to where it belongs: followers, the log, and the sums at its end. */
export interface Recorder {
  readonly chunks: readonly UiChunk[];
  readonly usage: Usage;
  readonly dataUpdated: boolean;
  take(event: AgentEvent): void;
  emit(chunk: UiChunk): void;
  /** Ends the text that is open, so that what follows stands apart. */
  closeTexts(): void;
}

export function recorder(log: RunLog, writer: LogWriter): Recorder {
  const maker: ChunkMaker = chunkMaker();
  let usage: Usage = NO_USAGE;
  let dataUpdated = false;

  function emitAll(chunks: UiChunk[]): void {
    log.append(chunks);
    writer.write(chunks.map((payload) => ({ kind: "ui", payload })));
  }

  return {
    chunks: log.chunks,
    get usage() {
      return usage;
    },
    get dataUpdated() {
      return dataUpdated;
    },
    take(event) {
      if (event.type === "usage") usage = addUsage(usage, event.usage);
      if (event.type === "data-updated") dataUpdated = true;
      if (event.type === "transcript") writer.write([{ kind: "model", payload: event.message }]);
      emitAll(maker.take(event));
    },
    emit: (chunk) => emitAll([chunk]),
    closeTexts: () => emitAll(maker.close()),
  };
}
