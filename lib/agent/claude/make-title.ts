import "server-only";
import type Anthropic from "@anthropic-ai/sdk";
import { titleOf } from "#lib/agent/analyst/title.ts";
import type { Planner } from "#lib/agent/schema.ts";
import { NO_USAGE, type Usage } from "#lib/billing/schema.ts";
import { log } from "#lib/core/log.ts";
import { wordsOf } from "./keepable.ts";
import { plainTitle } from "./plain-title.ts";
import { type ClaudeSettings, thinkingForTitle } from "./settings.ts";
import { streamReply } from "./stream-reply.ts";

const SYSTEM =
  "You give a conversation about someone's data its title: at most six words, in the language of the question, naming the matter and not the person or the wish. Reply with the title alone, without quotes or a full stop.";
const ANSWER_READ = 1500;

type TitleInput = Parameters<Planner["title"]>[0];

/** A title by a small request without tools. Whatever goes wrong, the question itself gives one. */
export async function makeTitle(
  client: Anthropic,
  { model }: ClaudeSettings,
  { question, answer, tables, signal }: TitleInput,
): Promise<{ title: string; usage: Usage }> {
  const content = [
    `<question>\n${question}\n</question>`,
    `<answer>\n${answer.slice(0, ANSWER_READ)}\n</answer>`,
    `<tables>${tables.join(", ")}</tables>`,
  ].join("\n");
  const request = {
    model,
    system: SYSTEM,
    messages: [{ role: "user" as const, content }],
    ...thinkingForTitle(model),
  };
  const { words, usage } = await ask(client, request, signal);
  const [first = ""] = words.trim().split("\n");
  return { title: plainTitle(first) || titleOf(question), usage };
}

async function ask(
  client: Anthropic,
  request: Parameters<typeof streamReply>[1],
  signal: AbortSignal,
): Promise<{ words: string; usage: Usage }> {
  const events = streamReply(client, request, { signal, resume: null });
  for (;;) {
    const step = await events.next();
    if (!step.done) continue;
    const { reply, fault } = step.value;
    if (fault) log.warn({ kind: fault.kind }, "no title came from Claude");
    const usable = !fault && reply.stop_reason !== "refusal";
    return { words: usable ? wordsOf(reply.blocks) : "", usage: reply.usage ?? NO_USAGE };
  }
}
