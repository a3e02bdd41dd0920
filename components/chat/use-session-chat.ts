"use client";

import { useChat } from "@ai-sdk/react";
import { DefaultChatTransport } from "ai";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { problemOf } from "#components/ui/problem-of.ts";
import type { ChatMessage } from "#lib/sessions/schema.ts";
import { textOf } from "./exchanges.ts";
import { readMessages } from "./read-messages.ts";

/** Milliseconds between attempts to find the server again, about two minutes in all. */
const RETRY_MS = [300, 1000, 2000, 4000, 8000, 15_000, 30_000, 60_000];
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
  const [draft, setDraft] = useState("");
  const [asked, setAsked] = useState(false);
  const ownEnd = useRef(0);
  const attempts = useRef(0);
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
      setWorking(null);
      if (isError) return;
      attempts.current = 0;
      onAnswered();
    },
    onError: (error) => void recover(error),
  });
  const { setMessages, resumeStream, clearError, sendMessage } = chat;
  const isRunning = chat.status === "submitted" || chat.status === "streaming";

  /** Takes the stored conversation, and follows the answer that may still be going. */
  const catchUp = useCallback(async () => {
    const messages = await readMessages(sessionId);
    setMessages(messages);
    clearError();
    await resumeStream();
    return messages;
  }, [sessionId, setMessages, clearError, resumeStream]);

  async function recover(error: Error): Promise<void> {
    const asked = chat.messages.findLast((message) => message.role === "user");
    if (error instanceof Refused && error.status !== 409) {
      giveBack(asked, error.message);
      return;
    }
    const isRefused = error instanceof Refused;
    if (isRefused || isLostConnection(error)) {
      setProblem(
        isRefused ? error.message : "The connection was lost. The answer goes on; looking for it again…",
      );
    }
    const wait = RETRY_MS[attempts.current++];
    if (wait === undefined) {
      setProblem(
        "The server cannot be reached. Reload the page when it is back; nothing that was said is lost.",
      );
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
    const messages = await catchUp().catch(() => null);
    if (!messages) return recover(error);
    setProblem(isRefused ? error.message : null);
    if (asked && !messages.some((message) => message.role === "user" && textOf(message) === textOf(asked))) {
      giveBack(null, "Your question did not reach the server. Send it again.");
      setDraft(textOf(asked));
    }
  }

  /** A question that the server did not take goes back into the composer. */
  function giveBack(asked: ChatMessage | null | undefined, sentence: string) {
    setProblem(sentence);
    clearError();
    if (!asked) return;
    setMessages((messages) => messages.filter((message) => message.id !== asked.id));
    if (!asked.metadata?.auto_analyze) setDraft(textOf(asked));
  }

  function begin(status: string) {
    attempts.current = 0;
    setAsked(true);
    setProblem(null);
    setWorking(status);
  }

  function ask(text: string) {
    begin("Reading the question…");
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

  /** Another tab asked, or its answer ended. */
  const noticeRun = useCallback(() => {
    if (!isRunning && Date.now() - ownEnd.current > 3000) void catchUp().catch(() => undefined);
  }, [isRunning, catchUp]);

  return {
    messages: chat.messages,
    running: isRunning || isBehind ? (working ?? "Working…") : null,
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

function isLostConnection(error: Error): boolean {
  return error instanceof TypeError;
}
