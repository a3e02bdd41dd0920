import "server-only";
import type Anthropic from "@anthropic-ai/sdk";
import type { AgentEvent, Turn } from "#lib/agent/schema.ts";
import { newId } from "#lib/core/ids.ts";
import { log } from "#lib/core/log.ts";
import { type Conversation, openConversation } from "./conversation.ts";
import { sendable, sendableOfPart, wordsOf } from "./keepable.ts";
import type { Reply } from "./read-stream.ts";
import { requestReply } from "./request-reply.ts";
import { runTools } from "./run-tools.ts";
import {
  CONCLUDE,
  CUT_AT_LENGTH,
  cutOffAfter,
  DECLINED,
  NO_ANSWER,
  SAY_SOMETHING,
  TOO_LONG,
  WINDOW_FULL,
} from "./sentences.ts";
import { type ClaudeSettings, MAX_ROUNDS } from "./settings.ts";
import { REFUSED } from "./transcript.ts";
import { isToolCall, textBlock } from "./wire.ts";

const LONG_REPLIES = 3;

/** Asks, runs the tools that are asked for, and asks again, until the answer ends. Usage is told once a request. */
export async function* converse(
  client: Anthropic,
  settings: ClaudeSettings,
  turn: Turn,
): AsyncGenerator<AgentEvent, void> {
  const talk = await openConversation(client, settings, turn);
  yield { type: "status", message: "Asking Claude" };
  let longReplies = 0;
  let asked = false;
  for (let round = 1; ; round++) {
    const { reply, cut } = yield* requestReply(talk, { mayCallTools: round < MAX_ROUNDS });
    const next = cut ? "continue_cut" : nextAfter(reply, round);
    switch (next) {
      case "continue_cut":
        goOn(talk, reply);
        break;
      case "tools":
        yield* closeText(talk);
        yield* answerTools(talk, reply, round);
        break;
      case "paused":
        talk.addAssistant(sendable(reply));
        break;
      case "too_long":
        longReplies += 1;
        if (longReplies > LONG_REPLIES) return yield* end(talk, reply, CUT_AT_LENGTH);
        talk.addAssistant(sendableOfPart(reply));
        talk.addUser(textBlock(TOO_LONG));
        break;
      case "window_full":
        return yield* end(talk, reply, WINDOW_FULL);
      case "refused":
        yield* closeText(talk);
        yield* say(DECLINED);
        yield { type: "transcript", message: REFUSED };
        return;
      case "end":
        if (talk.spoke) return yield* end(talk, reply, null);
        if (asked) return yield* end(talk, reply, NO_ANSWER);
        asked = true;
        talk.addAssistant(sendableOfPart(reply));
        talk.addUser(textBlock(SAY_SOMETHING));
    }
  }
}

type Next = "tools" | "paused" | "too_long" | "window_full" | "refused" | "end";

function nextAfter({ stop_reason, blocks }: Reply, round: number): Next {
  if (stop_reason === "refusal") return "refused";
  if (stop_reason === "model_context_window_exceeded") return "window_full";
  if (stop_reason === "max_tokens") return round < MAX_ROUNDS ? "too_long" : "end";
  if (stop_reason === "pause_turn") return round < MAX_ROUNDS ? "paused" : "end";
  return blocks.some(isToolCall) && round < MAX_ROUNDS ? "tools" : "end";
}

/** Goes on after a break: the person has read the part that arrived, so it stands, and the rest is asked for. */
function goOn(talk: Conversation, reply: Reply): void {
  const part = sendableOfPart(reply);
  talk.addAssistant(part);
  talk.addUser(textBlock(cutOffAfter(wordsOf(part))));
  talk.resume = reply.resume;
}

async function* answerTools(
  talk: Conversation,
  reply: Reply,
  round: number,
): AsyncGenerator<AgentEvent, void> {
  const { tools, signal } = talk.turn;
  talk.addAssistant(sendable(reply));
  const results = yield* runTools(reply.blocks.filter(isToolCall), reply.badInputs, { tools, signal });
  signal.throwIfAborted();
  talk.addUser(...results);
  talk.spoke = false;
  if (round === MAX_ROUNDS - 1) {
    log.warn({ rounds: MAX_ROUNDS }, "an answer used all its rounds");
    talk.addUser(textBlock(CONCLUDE));
  }
}

/** Ends the answer, with a sentence of ours where the model's own end is missing. */
async function* end(
  talk: Conversation,
  reply: Reply,
  sentence: string | null,
): AsyncGenerator<AgentEvent, void> {
  yield* closeText(talk);
  if (sentence !== null) yield* say(sentence);
  const words = sendable(reply).filter((block) => !isToolCall(block));
  const ours = sentence === null ? [] : [textBlock(sentence.trim())];
  talk.addAssistant([...words, ...ours]);
  yield* talk.transcript();
}

async function* closeText(talk: Conversation): AsyncGenerator<AgentEvent, void> {
  if (talk.resume?.id) yield { type: "text-end", id: talk.resume.id };
  talk.resume = null;
}

async function* say(sentence: string): AsyncGenerator<AgentEvent, void> {
  const id = newId();
  yield { type: "text", id, delta: sentence };
  yield { type: "text-end", id };
}
