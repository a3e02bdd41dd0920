import "server-only";
import type Anthropic from "@anthropic-ai/sdk";
import type { AgentEvent, Turn } from "#lib/agent/schema.ts";
import type { TableInfo } from "#lib/datasets/schema.ts";
import { isToldAlready, tablesBlock } from "./describe-tables.ts";
import { pastMessages, questionOf, withoutThinking } from "./history.ts";
import { type Patience, patience } from "./patience.ts";
import { type ClaudeSettings, HISTORY_TOKENS } from "./settings.ts";
import type { ShownText } from "./text-flow.ts";
import { asJson, type Block, type Message, textBlock, userMessage } from "./wire.ts";

/** What is told of the past after the service found it too long, in tokens. */
const FOLDED_TOKENS = 8000;

/** One answer in the making: the past, what was said since the question, and what has been tried. */
export interface Conversation {
  client: Anthropic;
  settings: ClaudeSettings;
  turn: Turn;
  patience: Patience;
  past: Message[];
  now: Message[];
  /** Whether anything was said since the question, or since the last tool calls. */
  spoke: boolean;
  /** The text in which the last stream broke off: what comes next goes on from it. */
  resume: ShownText | null;
  /** Sent without thoughts, after the service refused them. */
  bare: boolean;
  addUser(...blocks: Block[]): void;
  addAssistant(blocks: Block[]): void;
  /** Leaves out every thought, past ones and this answer's. False when that was done before. */
  strip(): boolean;
  /** Tells the past in short. False when that was done before, or there is none. */
  fold(): boolean;
  /** What is kept of this answer, word for word. */
  transcript(): Generator<AgentEvent, void>;
}

/** Begins an answer: tells the past and the question. */
export async function openConversation(
  client: Anthropic,
  settings: ClaudeSettings,
  turn: Turn,
): Promise<Conversation> {
  const past = pastMessages(turn.history, { full: HISTORY_TOKENS, short: HISTORY_TOKENS, bare: false });
  const now = [openingMessage(turn, past, await turn.tools.tables())];
  return conversation({ client, settings, turn, past, now });
}

type Beginning = Pick<Conversation, "client" | "settings" | "turn" | "past" | "now">;

function conversation(beginning: Beginning): Conversation {
  const { settings, turn } = beginning;
  let folded = false;
  const talk: Conversation = {
    ...beginning,
    patience: patience(turn.signal, settings.retryBaseMs),
    spoke: false,
    resume: null,
    bare: false,
    addUser: (...blocks) => append(talk.now, "user", blocks),
    addAssistant: (blocks) => append(talk.now, "assistant", blocks),
    strip() {
      if (talk.bare) return false;
      talk.bare = true;
      talk.past = withoutThinking(talk.past);
      talk.now = withoutThinking(talk.now);
      return true;
    },
    fold() {
      if (folded || talk.past.length === 0) return false;
      folded = true;
      talk.past = pastMessages(turn.history, { full: 0, short: FOLDED_TOKENS, bare: true });
      talk.now = withoutThinking(talk.now);
      return true;
    },
    *transcript() {
      for (const message of talk.now) yield { type: "transcript", message: asJson(message) };
    },
  };
  return talk;
}

/** Roles alternate: what follows in the same role joins the message before. The service takes no empty message. */
function append(messages: Message[], role: Message["role"], blocks: Block[]): void {
  if (blocks.length === 0) return;
  const last = messages.at(-1);
  if (last?.role === role) last.content.push(...blocks);
  else messages.push({ role, content: [...blocks] });
}

/** The tables, when they are not what the past told last, then the question. */
function openingMessage({ ask }: Turn, past: readonly Message[], tables: readonly TableInfo[]): Message {
  const told = tablesBlock(tables);
  const question = textBlock(questionOf(ask));
  return isToldAlready(past, told) ? userMessage(question) : userMessage(told, question);
}
