"use client";

import { useChat } from "@ai-sdk/react";
import { DefaultChatTransport } from "ai";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { waitForConnection } from "#components/layout/connection.ts";
import { problemOf } from "#components/ui/problem-of.ts";
import type { ChatMessage } from "#lib/sessions/schema.ts";
import { useDraft } from "./composer/use-draft.ts";
import { textOf } from "./exchanges.ts";
import { readMessages } from "./read-messages.ts";

/** Milliseconds between attempts to find the server again, then one after each longest wait while the page is open. */
const RETRY_MS = [300, 1000, 2000, 4000, 8000];
const LONGEST_WAIT_MS = 15_000;
/** A server that starts refuses for a while; after so many times its word is final. */
const MOST_REFUSALS = 5;
/** A stopped answer ends within a second; after this the page takes the stored one. */
const STOP_PATIENCE_MS = 5000;

/** The server said no to a request, in a sentence. */
class Refused extends Error {
  readonly status: number;
  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

const refusing: typeof fetch = async (input, init) => {
  const reply = await fetch(input, init);
  if (!reply.ok) throw new Refused(await problemOf(reply), reply.status);
  return reply;
};

/** How long a joined answer may take to show its first event before the page asks what became of it. */
const BEHIND_MS = 1500;

interface Options {
  sessionId: string;
  stored: ChatMessage[];
  onTitle: (title: string) => void;
  onAnswered: () => void;
}

/**
 * The conversation of a session, live. A run belongs to the server: this follows it, joins one that is going,
 * finds it again after a lost connection, and takes the stored messages where the stream cannot tell the end.
 */
export function useSessionChat({ sessionId, stored, onTitle, onAnswered }: Options) {
  const [working, setWorking] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { draft, setDraft, returnToDraft, holdUnsent, settleUnsent } = useDraft(sessionId, stored);
  const [asked, setAsked] = useState(false);
  const [isSearching, setSearching] = useState(false);
  const ownEnd = useRef(0);
  const attempts = useRef(0);
  const wasRepeated = useRef(false);
  /** Questions begun here: what was read before the last of them is not set over it. */
  const begun = useRef(0);
  const [missed, setMissed] = useState(false);
  const transport = useTransport(sessionId);

  const chat = useChat<ChatMessage>({
    id: sessionId,
    messages: stored,
    resume: true,
    throttle: 50,
    transport,
    onData: (part) => {
      if (part.type === "data-status") setWorking(part.data.message);
      if (part.type === "data-session-update") onTitle(part.data.title);
    },
    onFinish: ({ isError }) => {
      ownEnd.current = Date.now();
      if (isError) return;
      setWorking(null);
      attempts.current = 0;
      onAnswered();
    },
    onError: (error) => void recover(error),
  });
  const { setMessages, resumeStream, clearError, sendMessage } = chat;
  const isRunning = chat.status === "submitted" || chat.status === "streaming";
  const hasReached = chat.status === "streaming";
  useEffect(() => {
    if (hasReached) settleUnsent();
  }, [hasReached, settleUnsent]);

  /** Takes the stored conversation, and follows the answer that may still be going. */
  const catchUp = useCallback(async () => {
    const before = begun.current;
    const messages = await readMessages(sessionId);
    if (begun.current !== before) {
      setMissed(true);
      return;
    }
    setMessages(messages);
    clearError();
    await resumeStream();
  }, [sessionId, setMessages, clearError, resumeStream]);

  /** The answer's stream broke, or the server said no. What was asked is answered, asked again, or given back. */
  async function recover(error: Error): Promise<void> {
    const questions = chat.messages.filter((message) => message.role === "user");
    const asked = questions.at(-1);
    if (error instanceof Refused && error.status !== 409) return giveBack(asked, error.message);
    setProblem(error instanceof Refused ? error.message : null);
    setSearching(true);
    setWorking("Waiting for the connection. Nothing that was asked is lost…");
    const messages = await reachStored();
    setSearching(false);
    setWorking(null);
    if (!messages) return;
    setMessages(messages);
    clearError();
    if (!asked || hasArrived(asked, messages, questions.length - 1)) return resumeStream();
    if (error instanceof Refused) return giveBack(asked, error.message);
    if (wasRepeated.current) return giveBack(asked, "Your question did not reach the server. Send it again.");
    wasRepeated.current = true;
    setWorking("Asking again…");
    void sendMessage({ parts: asked.parts, ...(asked.metadata ? { metadata: asked.metadata } : {}) });
  }

  /** The stored conversation, as soon as the server can be reached; null when it is reached and keeps refusing. */
  async function reachStored(): Promise<ChatMessage[] | null> {
    for (let refusals = 0; ; ) {
      await waitForConnection(RETRY_MS[attempts.current++] ?? LONGEST_WAIT_MS);
      try {
        return await readMessages(sessionId);
      } catch (thrown) {
        if (thrown instanceof TypeError || ++refusals < MOST_REFUSALS) continue;
        setProblem(thrown instanceof Error ? thrown.message : String(thrown));
        return null;
      }
    }
  }

  /** A question that the server did not take goes back into the composer. */
  function giveBack(asked: ChatMessage | undefined, sentence: string) {
    setProblem(sentence);
    setWorking(null);
    clearError();
    settleUnsent();
    if (!asked) return;
    setMessages((messages) => messages.filter((message) => message.id !== asked.id));
    if (!asked.metadata?.auto_analyze) returnToDraft(textOf(asked));
  }

  function begin(status: string) {
    begun.current += 1;
    attempts.current = 0;
    wasRepeated.current = false;
    setAsked(true);
    setProblem(null);
    setWorking(status);
  }

  function ask(text: string) {
    begin("Reading the question…");
    holdUnsent(text);
    void sendMessage({ text });
  }

  function lookOver() {
    begin("Looking the data over…");
    void sendMessage({
      parts: [{ type: "text", text: "Look it over for me" }],
      metadata: { auto_analyze: true },
    });
  }

  async function stop() {
    setWorking("Stopping…");
    const reply = await fetch(`/api/v1/sessions/${sessionId}/stop`, { method: "POST" }).catch(() => null);
    if (!reply?.ok) {
      setProblem(reply ? await problemOf(reply) : "The server cannot be reached, so nothing was stopped.");
      return;
    }
    const asked = Date.now();
    setTimeout(() => {
      if (ownEnd.current < asked) void chat.stop().then(catchUp).catch(recover);
    }, STOP_PATIENCE_MS);
  }

  // What the page was given ran when it was read, and its stream is over already: the end is in what is stored now.
  const isBehind = chat.status === "ready" && chat.messages.at(-1)?.metadata?.status === "running";
  useEffect(() => {
    if (!isBehind) return;
    const timer = setTimeout(() => void catchUp().catch(() => undefined), BEHIND_MS);
    return () => clearTimeout(timer);
  }, [isBehind, catchUp]);

  const isReady = chat.status === "ready";
  useEffect(() => {
    if (!isReady || !missed) return;
    setMissed(false);
    void catchUp().catch(() => undefined);
  }, [isReady, missed, catchUp]);

  /** Another tab asked, or its answer ended. */
  const noticeRun = useCallback(() => {
    if (!isRunning && Date.now() - ownEnd.current > 3000) void catchUp().catch(() => undefined);
  }, [isRunning, catchUp]);

  return {
    messages: chat.messages,
    running: isRunning || isBehind || isSearching ? (working ?? "Working…") : null,
    problem,
    dismissProblem: () => setProblem(null),
    asked,
    draft,
    setDraft,
    ask,
    lookOver,
    stop,
    noticeRun,
  };
}

function useTransport(sessionId: string) {
  return useMemo(
    () =>
      new DefaultChatTransport<ChatMessage>({
        api: `/api/v1/sessions/${sessionId}/messages`,
        fetch: refusing,
        prepareSendMessagesRequest: ({ messages }) => ({ body: bodyOf(messages.at(-1)) }),
        prepareReconnectToStreamRequest: () => ({ api: `/api/v1/sessions/${sessionId}/stream` }),
      }),
    [sessionId],
  );
}

function bodyOf(message: ChatMessage | undefined): object {
  if (message?.metadata?.auto_analyze) return { auto_analyze: true };
  return { text: message ? textOf(message) : "" };
}

/** Whether the server has the question among what came after those that were there before. */
function hasArrived(asked: ChatMessage, stored: readonly ChatMessage[], before: number): boolean {
  const questions = stored.filter(({ role }) => role === "user");
  return questions
    .slice(before)
    .some((message) => message.metadata?.auto_analyze || textOf(message) === textOf(asked));
}
