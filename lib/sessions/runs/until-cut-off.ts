import "server-only";
import type { AgentEvent } from "#lib/agent/schema.ts";
import { log } from "#lib/core/log.ts";

/**
 * The planner's events until it ends or `signal` aborts; then throws the signal's reason. A planner gets
 * `graceMs` to wind up, in which only its usage still counts: what it says after the cut is not said. One that
 * does not end by then is left to itself.
 */
export async function* untilCutOff(
  events: AsyncIterable<AgentEvent>,
  signal: AbortSignal,
  graceMs: number,
): AsyncGenerator<AgentEvent> {
  const iterator = events[Symbol.asyncIterator]();
  const cut = afterAbort(signal, graceMs);
  try {
    for (;;) {
      const step = await Promise.race([iterator.next(), cut.passed]);
      if (step === "passed" || step.done) break;
      if (!signal.aborted || step.value.type === "usage") yield step.value;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    cut.forget();
    // Not awaited: a planner stuck in a request would hold the run's end.
    iterator
      .return?.()
      .catch((err: unknown) => log.debug({ err }, "a planner failed after its run was over"));
  }
  signal.throwIfAborted();
}

function afterAbort(signal: AbortSignal, ms: number): { passed: Promise<"passed">; forget: () => void } {
  let timer: NodeJS.Timeout | undefined;
  let begin: () => void = () => {};
  const passed = new Promise<"passed">((resolve) => {
    begin = () => {
      timer = setTimeout(() => resolve("passed"), ms);
    };
    if (signal.aborted) begin();
    else signal.addEventListener("abort", begin, { once: true });
  });
  return {
    passed,
    forget() {
      clearTimeout(timer);
      signal.removeEventListener("abort", begin);
    },
  };
}
