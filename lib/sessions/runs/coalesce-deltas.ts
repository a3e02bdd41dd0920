import type { LogEntry } from "./ui-chunk.ts";

/** The same log with fewer entries: deltas of one text that follow each other become one. */
export function coalesceDeltas(entries: readonly LogEntry[]): LogEntry[] {
  const out: LogEntry[] = [];
  for (const entry of entries) {
    const joined = join(out.at(-1), entry);
    if (joined === null) out.push(entry);
    else out[out.length - 1] = joined;
  }
  return out;
}

function join(last: LogEntry | undefined, entry: LogEntry): LogEntry | null {
  if (last?.kind !== "ui" || entry.kind !== "ui") return null;
  const [a, b] = [last.payload, entry.payload];
  if (a.type !== "text-delta" || b.type !== "text-delta" || a.id !== b.id) return null;
  return { kind: "ui", payload: { ...a, delta: a.delta + b.delta } };
}
