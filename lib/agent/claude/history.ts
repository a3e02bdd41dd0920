import "server-only";
import type { Ask, PastTurn } from "#lib/agent/schema.ts";
import { AUTO_ANALYZE } from "./auto-analyze.ts";
import { readTranscript } from "./transcript.ts";
import { isThinking, type Message, textBlock, userMessage } from "./wire.ts";

/** How the past is told. `bare` leaves everything out that a service may refuse in a changed conversation. */
export interface Telling {
  /** Tokens that may be told word for word. */
  full: number;
  /** Tokens that turns beyond that may take as question and answer. */
  short: number;
  /** Leave past thoughts out. */
  bare: boolean;
}

/** Tokens are estimated from JSON's length: about 3.5 characters each in English and SQL. */
const CHARACTERS_A_TOKEN = 3.5;
const QUERIES_KEPT = 8;

/**
 * The past as messages: alternating, beginning with the user, every tool call answered. Claude's own turns are told word
 * for word while they fit; others, interrupted ones and the oldest of a long conversation as question and answer.
 */
export function pastMessages(history: readonly PastTurn[], telling: Telling): Message[] {
  const turns = history.map(told).filter((turn) => turn.short.length > 0);
  const foldedUpTo = foldingPoint(turns, telling.full);
  const dropped = droppedUpTo(turns, foldedUpTo, telling.short);
  const messages = turns
    .slice(dropped)
    .flatMap((turn, i) => (i + dropped < foldedUpTo ? turn.short : (turn.full ?? turn.short)));
  // Thoughts are bound to everything before them, so those after a fold are no longer valid.
  return telling.bare || foldedUpTo > 0 ? withoutThinking(messages) : messages;
}

/** The messages without thoughts; a message that was nothing else goes with its neighbour's role kept alternating. */
export function withoutThinking(messages: readonly Message[]): Message[] {
  return messages.map(({ role, content }) => {
    const rest = content.filter((block) => !isThinking(block));
    return { role, content: rest.length > 0 ? rest : [textBlock("(no words)")] };
  });
}

interface Told {
  full: Message[] | null;
  short: Message[];
  fullTokens: number;
  shortTokens: number;
}

function told(turn: PastTurn): Told {
  const own = turn.planner === "claude" ? readTranscript(turn.transcript) : null;
  if (own === "refused") return { full: null, short: [], fullTokens: 0, shortTokens: 0 };
  const short = asPair(turn);
  return {
    full: own,
    short,
    fullTokens: tokensOf(own ?? short),
    shortTokens: tokensOf(short),
  };
}

function asPair({ ask, answer, queries }: PastTurn): Message[] {
  const ran = queries.slice(-QUERIES_KEPT).map(({ sql, result_id }) => `${result_id}: ${oneLine(sql)}`);
  const question = textBlock(questionOf(ask));
  const note = textBlock(`<queries_that_answered_this>\n${ran.join("\n")}\n</queries_that_answered_this>`);
  const words = answer.trim() === "" ? "(The answer was interrupted.)" : answer.trim();
  return [
    userMessage(question, ...(ran.length > 0 ? [note] : [])),
    { role: "assistant", content: [textBlock(words)] },
  ];
}

/** What the person asked, as the model reads it. */
export function questionOf(ask: Ask): string {
  return ask.kind === "auto_analyze" ? AUTO_ANALYZE : ask.text;
}

/**
 * How many of the oldest turns are folded. When what is told in full outgrows the budget, half of it is folded at once,
 * so that the point moves seldom: each move costs the cache and the thoughts behind it. It follows from the turns alone.
 */
function foldingPoint(turns: readonly Told[], budget: number): number {
  let point = 0;
  let full = 0;
  turns.forEach((turn, i) => {
    full += turn.fullTokens;
    if (full <= budget) return;
    while (point <= i && full > budget / 2) {
      full -= turns[point]?.fullTokens ?? 0;
      point += 1;
    }
  });
  return point;
}

/** When even the folded turns outgrow the budget, the oldest are not told at all. */
function droppedUpTo(turns: readonly Told[], foldedUpTo: number, budget: number): number {
  let tokens = turns.slice(0, foldedUpTo).reduce((sum, turn) => sum + turn.shortTokens, 0);
  let dropped = 0;
  while (tokens > budget && dropped < foldedUpTo) {
    tokens -= turns[dropped]?.shortTokens ?? 0;
    dropped += 1;
  }
  return dropped;
}

function tokensOf(messages: readonly Message[]): number {
  return JSON.stringify(messages).length / CHARACTERS_A_TOKEN;
}

const oneLine = (sql: string) => sql.replace(/\s+/g, " ").trim().slice(0, 1000);
