import "server-only";

/** A comment after this much silence keeps proxies from closing a quiet stream. */
const KEEP_ALIVE_MS = 15_000;

const COMMENT = ":\n\n";
/** The end of the `ai` package's UI message stream. */
export const DONE = "data: [DONE]\n\n";

/** `no-transform` keeps compression, which holds bytes back, away from the stream. */
const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
};
/** What the `ai` package marks its UI message stream with. */
export const UI_STREAM_HEADERS = { ...HEADERS, "x-vercel-ai-ui-message-stream": "v1" };
export const EVENT_STREAM_HEADERS = HEADERS;

interface Options {
  /** What a stream that ends has as its last event; a stream that does not end has none. */
  last?: string;
  /** Sent in silence, and at once where nothing else would be. It dispatches no event. */
  beat?: () => string;
  /** Whether to begin with a beat: the follower knows that it is heard before anything happens. */
  greet?: boolean;
  /** Called when the reader goes away before the end. */
  onLeave: () => void;
  keep_alive_ms?: number;
}

/**
 * Server-sent events, one JSON value each. Pulled by the reader: nothing is read from `events` before it is
 * wanted, so a slow reader holds up nobody.
 */
export function eventStream(events: AsyncIterable<unknown>, options: Options): ReadableStream<Uint8Array> {
  const { last, beat = () => COMMENT, greet = false, onLeave, keep_alive_ms = KEEP_ALIVE_MS } = options;
  const iterator = events[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  let next: Promise<IteratorResult<unknown>> | null = null;
  let greeted = !greet;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text));
      if (!greeted) {
        greeted = true;
        send(beat());
        return;
      }
      next ??= iterator.next();
      const step = await orQuiet(next, keep_alive_ms);
      if (step === "quiet") {
        send(beat());
        return;
      }
      next = null;
      if (!step.done) {
        send(`data: ${JSON.stringify(step.value)}\n\n`);
        return;
      }
      if (last !== undefined) send(last);
      controller.close();
    },
    cancel: onLeave,
  });
}

async function orQuiet<T>(work: Promise<T>, ms: number): Promise<T | "quiet"> {
  let timer: NodeJS.Timeout | undefined;
  const quiet = new Promise<"quiet">((resolve) => {
    timer = setTimeout(() => resolve("quiet"), ms);
  });
  return Promise.race([work, quiet]).finally(() => clearTimeout(timer));
}
