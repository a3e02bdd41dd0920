"use client";

import { useEffect, useRef } from "react";
import type { SessionData } from "#components/datasets/session-data.ts";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { UploadList } from "#components/upload/upload-list.tsx";
import type { FileUpload } from "#components/upload/upload-state.ts";
import { Composer } from "./composer.tsx";
import { questionText, textOf } from "./exchanges.ts";
import { useMoveBetweenAnswers } from "./move-between-answers.ts";
import { Notebook } from "./notebook.tsx";
import { Opening } from "./opening.tsx";
import type { useSessionChat } from "./use-session-chat.ts";

/** The middle of a session: the data's first rows, the notebook, and the composer at its foot. */
export function Conversation({
  chat,
  data,
  svgs,
  uploads,
  onRemoveUpload,
}: {
  chat: ReturnType<typeof useSessionChat>;
  data: SessionData;
  svgs: Readonly<Record<string, string>>;
  uploads: readonly FileUpload[];
  onRemoveUpload: (id: string) => void;
}) {
  const notebook = useRef<HTMLDivElement>(null);
  const questions = chat.messages.filter(({ role }) => role === "user");
  const isRunning = chat.running !== null;
  const hasData = data.files.some(({ status }) => status === "ready");
  useShowNewQuestion(notebook, questions.length);
  useMoveBetweenAnswers(notebook);
  useStopOnEscape(isRunning, chat.stop);

  return (
    <>
      <main id="content" className="mx-auto w-full max-w-3xl flex-1 px-4 pt-5 pb-6 sm:px-6">
        <Opening
          data={data}
          fresh={chat.messages.length === 0}
          busy={isRunning}
          onAsk={chat.ask}
          onLookOver={chat.lookOver}
        />
        <div ref={notebook} className="mt-6">
          <Notebook
            messages={chat.messages}
            svgs={svgs}
            resultsPath="/api/v1/results"
            running={chat.running}
            follow={chat.asked}
          />
        </div>
      </main>
      <p aria-live="polite" className="sr-only">
        {announcementOf(chat)}
      </p>
      <section
        aria-label="Ask"
        className="sticky bottom-0 z-10 bg-page pb-[max(0.75rem,env(safe-area-inset-bottom))]"
      >
        <div className="mx-auto grid w-full max-w-3xl gap-2 px-4 sm:px-6">
          {chat.problem && (
            <Notice
              tone="danger"
              action={
                <Button size="sm" look="quiet" onClick={chat.dismissProblem}>
                  Dismiss
                </Button>
              }
            >
              {chat.problem}
            </Notice>
          )}
          <UploadList uploads={uploads} onRemove={onRemoveUpload} />
          <Composer
            draft={chat.draft}
            onDraft={chat.setDraft}
            asked={questions.filter((message) => !message.metadata?.auto_analyze).map(questionText)}
            running={isRunning}
            disabled={hasData ? null : "Add a file, then ask about it"}
            onAsk={chat.ask}
            onStop={chat.stop}
          />
        </div>
      </section>
    </>
  );
}

/** What is said to who listens: the status while an answer is made, then its sentences at once. */
function announcementOf({ running, asked, messages }: ReturnType<typeof useSessionChat>): string {
  if (running !== null) return running;
  const last = messages.at(-1);
  if (!asked || last?.role !== "assistant") return "";
  return `Answer: ${textOf(last) || "no sentences, see the tables."}`;
}

/** Brings a question to the top of the window when it has just been asked; on arrival the latest one, unless the address names another. */
function useShowNewQuestion(notebook: React.RefObject<HTMLElement | null>, count: number) {
  const known = useRef(0);
  useEffect(() => {
    const isArrival = known.current === 0;
    if (count > known.current && (!isArrival || (count > 1 && !namesPlace(window.location)))) {
      notebook.current?.querySelector("article:last-of-type")?.scrollIntoView({ block: "start" });
    }
    known.current = count;
  }, [count, notebook]);
}

/** Whether the address leads to one answer or to earlier ones. */
function namesPlace({ hash, search }: Location): boolean {
  return (hash !== "" && document.getElementById(hash.slice(1)) !== null) || search.includes("before=");
}

/** Escape stops a running answer, unless it is for a dialog or a field that has its own use for it. */
function useStopOnEscape(isRunning: boolean, stop: () => void) {
  const latest = useRef(stop);
  useEffect(() => {
    latest.current = stop;
  });
  useEffect(() => {
    if (!isRunning) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const isTaken = event.defaultPrevented || document.querySelector("dialog:modal") !== null;
      if (event.key === "Escape" && !isTaken) latest.current();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [isRunning]);
}
