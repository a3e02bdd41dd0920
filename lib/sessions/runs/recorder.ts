import "server-only";
import type { AgentEvent } from "#lib/agent/schema.ts";
import { NO_USAGE, type Usage } from "#lib/billing/schema.ts";
import type { ResultView } from "#lib/results/schema.ts";
import { addUsage } from "./add-usage.ts";
import { type ChunkMaker, chunkMaker } from "./chunks-of-events.ts";
import type { LogWriter } from "./log-writer.ts";
import { rowsRead } from "./rows-read.ts";
import type { RunLog } from "./run-log.ts";
import type { UiChunk } from "./ui-chunk.ts";

/** Takes what a run yields to where it belongs: followers, the log, and the sums at its end. */
export interface Recorder {
  readonly chunks: readonly UiChunk[];
  readonly usage: Usage;
  readonly dataUpdated: boolean;
  readonly rowsRead: number | undefined;
  take(event: AgentEvent): void;
  emit(chunk: UiChunk): void;
  /** Ends the text that is open, so that what follows stands apart. */
  closeTexts(): void;
}

export function recorder(log: RunLog, writer: LogWriter): Recorder {
  const maker: ChunkMaker = chunkMaker();
  let usage: Usage = NO_USAGE;
  let dataUpdated = false;
  const results: ResultView[] = [];

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
    get rowsRead() {
      return rowsRead(results);
    },
    take(event) {
      if (event.type === "query" && event.query.result) results.push(event.query.result);
      if (event.type === "usage") usage = addUsage(usage, event.usage);
      if (event.type === "data-updated") dataUpdated = true;
      if (event.type === "transcript") writer.write([{ kind: "model", payload: event.message }]);
      emitAll(maker.take(event));
    },
    emit: (chunk) => emitAll([chunk]),
    closeTexts: () => emitAll(maker.close()),
  };
}
