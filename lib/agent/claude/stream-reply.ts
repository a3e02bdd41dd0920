import "server-only";
import type Anthropic from "@anthropic-ai/sdk";
import type { AgentEvent } from "#lib/agent/schema.ts";
import { type Fault, faultOf } from "./faults.ts";
import { type Reply, readStream } from "./read-stream.ts";
import type { ShownText } from "./text-flow.ts";

/** The SDK passes no `ping` on, so silence may be long thinking; beyond this it is a dead connection. */
const SILENCE_MS = 300_000;
/** After the last word the connection is left to end by itself, so that it can be used again; but not for long. */
const FAREWELL_MS = 250;

export type Request = Omit<Anthropic.MessageCreateParamsStreaming, "stream">;

/**
 * One streamed request: yields what the person sees as it comes; returns the reply, whole or as far as it came. A stop
 * ends it like a cut: the tokens count all the same, so the caller looks at the signal after it took them.
 */
export async function* streamReply(
  client: Anthropic,
  request: Request,
  { signal, resume }: { signal: AbortSignal; resume: ShownText | null },
): AsyncGenerator<AgentEvent, { reply: Reply; fault: Fault | null }> {
  const reader = readStream(resume);
  const silence = watchdog(SILENCE_MS);
  const events = streamOf(client, request, AbortSignal.any([signal, silence.signal]));
  let fault: Fault | null = null;
  try {
    for (;;) {
      const next = await nextOf(events, request.model);
      if (next.fault) fault = next.fault;
      if (next.done) break;
      yield* reader.take(next.event);
      silence.restart(reader.hasEnded() ? FAREWELL_MS : SILENCE_MS);
    }
  } finally {
    silence.stop();
    // Whoever stops listening here closes the connection too.
    await events.return(undefined);
  }
  const reply = reader.reply();
  if (reply.whole && reply.stop_reason !== null) return { reply, fault: null };
  return { reply, fault: fault ?? (isCutOff(reply) ? lost(request.model) : null) };
}

/** Ended without a word why: whole blocks are taken as they are, an open or missing one is a cut. */
function isCutOff(reply: Reply): boolean {
  return reply.stop_reason === null && (!reply.whole || reply.blocks.length === 0);
}

function lost(model: string): Fault {
  return faultOf(new Error("the stream ended before the reply did"), model);
}

async function* streamOf(client: Anthropic, request: Request, signal: AbortSignal): AsyncGenerator<unknown> {
  yield* await client.messages.create({ ...request, stream: true }, { signal });
}

type Next = { done: boolean; event: unknown; fault: Fault | null };

async function nextOf(events: AsyncGenerator<unknown>, model: string): Promise<Next> {
  try {
    const next = await events.next();
    return { done: next.done === true, event: next.value, fault: null };
  } catch (error) {
    return { done: true, event: undefined, fault: faultOf(error, model) };
  }
}

interface Watchdog {
  signal: AbortSignal;
  restart(ms: number): void;
  stop(): void;
}

function watchdog(ms: number): Watchdog {
  const controller = new AbortController();
  const bark = () => controller.abort();
  let timer = setTimeout(bark, ms);
  let current = ms;
  return {
    signal: controller.signal,
    restart(next) {
      if (next === current) {
        timer.refresh();
        return;
      }
      clearTimeout(timer);
      current = next;
      timer = setTimeout(bark, next);
    },
    stop: () => clearTimeout(timer),
  };
}
