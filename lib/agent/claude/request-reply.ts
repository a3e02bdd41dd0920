import "server-only";
import type { AgentEvent } from "#lib/agent/schema.ts";
import { log } from "#lib/core/log.ts";
import { cachedSystem, withBreakpoints } from "./cache-breakpoints.ts";
import type { Conversation } from "./conversation.ts";
import type { Fault } from "./faults.ts";
import type { Reply } from "./read-stream.ts";
import { MAX_TOKENS, thinkingFor } from "./settings.ts";
import { type Request, streamReply } from "./stream-reply.ts";
import { asMessageParams } from "./wire.ts";

/**
 * One reply, whatever it takes: busy times and lost connections are waited out, a refusal of past thoughts or of a too long
 * past is met by sending less. `cut` says that the stream broke off after the person had read a part, which
 * therefore cannot be asked for again. Throws `AppError` when there is no getting through.
 */
export async function* requestReply(
  talk: Conversation,
  { mayCallTools }: { mayCallTools: boolean },
): AsyncGenerator<AgentEvent, { reply: Reply; cut: boolean }> {
  const { signal } = talk.turn;
  for (;;) {
    const request = requestOf(talk, mayCallTools);
    const { reply, fault } = yield* streamReply(talk.client, request, {
      signal,
      resume: talk.resume,
    });
    if (reply.usage.model !== null) yield { type: "usage", usage: reply.usage };
    signal.throwIfAborted();
    talk.spoke ||= reply.spoke;
    if (fault === null) {
      talk.patience.reset();
      // A text that was left open and not gone on with is still open.
      talk.resume = reply.resume?.id ? reply.resume : null;
      return { reply, cut: false };
    }
    yield* overcome(talk, fault);
    if (reply.spoke) return { reply, cut: true };
  }
}

/** Waits, or sends less; throws when neither helps. */
async function* overcome(talk: Conversation, fault: Fault): AsyncGenerator<AgentEvent, void> {
  switch (fault.kind) {
    case "busy":
    case "lost":
      return yield* talk.patience.wait(fault);
    case "thinking":
      log.warn({ err: fault.error.cause }, "Claude did not take past thoughts back");
      if (!talk.strip()) throw fault.error;
      return;
    case "too_long":
      log.warn({ err: fault.error.cause }, "Claude found the conversation too long");
      if (!talk.fold()) throw fault.error;
      return;
    case "final":
      log.error({ err: fault.error.cause }, "Claude refused a request");
      throw fault.error;
  }
}

function requestOf(talk: Conversation, mayCallTools: boolean): Request {
  const { model } = talk.settings;
  const thinking = talk.bare ? undefined : thinkingFor(model);
  return {
    model,
    max_tokens: MAX_TOKENS,
    system: cachedSystem(),
    messages: asMessageParams(withBreakpoints(talk.past, talk.now)),
    tools: talk.turn.tools.definitions.map(asTool),
    ...(!mayCallTools && { tool_choice: { type: "none" as const } }),
    ...(thinking && { thinking }),
  };
}

function asTool({ name, description, input_schema }: Conversation["turn"]["tools"]["definitions"][number]) {
  return { name, description, input_schema: { ...input_schema, type: "object" as const } };
}
