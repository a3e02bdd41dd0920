import { setTimeout as sleep } from "node:timers/promises";
import { message, type Scenario, text } from "#e2e/support/claude/scenario.ts";
import type { UiChunk } from "#lib/sessions/runs/ui-chunk.ts";

export const LONG = Array.from({ length: 60 }, (_, at) => `Sentence number ${at} of a long answer.`).join(
  " ",
);
/** An answer of about three seconds. */
export const slowly: Scenario = (request) =>
  request.tools.length === 0 ? message([text("A slow title")]) : message([text(LONG, 20)], { delay_ms: 30 });

export async function collect(chunks: AsyncIterable<UiChunk>, seen: UiChunk[] = []): Promise<UiChunk[]> {
  for await (const chunk of chunks) seen.push(chunk);
  return seen;
}

export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await holds()); tries += 1) {
    if (tries > 400) throw new Error("it did not become true");
    await sleep(25);
  }
}

/** The words of a stream. */
export const joined = (chunks: readonly UiChunk[]) =>
  chunks.flatMap((chunk) => (chunk.type === "text-delta" ? [chunk.delta] : [])).join("");

export const finishOf = (chunks: readonly UiChunk[]) => {
  const last = chunks.at(-1);
  return last?.type === "finish" ? last.messageMetadata : undefined;
};
