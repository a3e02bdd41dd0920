"use client";

import { clsx } from "clsx";
import { useMemo } from "react";
import type { ChatMessage } from "#lib/sessions/schema.ts";
import { Answer } from "./answer.tsx";
import { type Exchange, exchangesOf, questionText, resultsOf } from "./exchanges.ts";
import { StatusLine } from "./status-line.tsx";
import { SurfaceProvider } from "./surface.ts";

/** A conversation, read as a notebook: questions are headings, answers stand under them. */
export function Notebook({
  messages,
  svgs,
  resultsPath,
  running = null,
  follow = false,
}: {
  messages: readonly ChatMessage[];
  svgs: Readonly<Record<string, string>>;
  resultsPath: string | null;
  /** What the answer in progress is doing; null while nothing runs. */
  running?: string | null;
  /** The last question was asked on this page: its section is as high as the window, so that it can stand at the top. */
  follow?: boolean;
}) {
  const surface = useMemo(() => {
    const results = resultsOf(messages);
    return { svgs, resultsPath, findResult: (id: string) => results.get(id) };
  }, [messages, svgs, resultsPath]);
  const exchanges = exchangesOf(messages);

  return (
    <SurfaceProvider value={surface}>
      {exchanges.map((exchange, at) => (
        <Section
          key={exchange.question?.id ?? "opening"}
          exchange={exchange}
          running={at === exchanges.length - 1 ? running : null}
          tall={follow && at > 0 && at === exchanges.length - 1}
        />
      ))}
    </SurfaceProvider>
  );
}

function Section({
  exchange: { question, answers },
  running,
  tall,
}: {
  exchange: Exchange;
  running: string | null;
  tall: boolean;
}) {
  const isRunning = running !== null;
  return (
    <article
      aria-busy={isRunning}
      className={clsx(
        "grid min-w-0 grid-cols-1 content-start gap-5 border-t border-line pt-7 pb-9 first:border-t-0 first:pt-2",
        tall && "min-h-[calc(100dvh-9.5rem)]",
      )}
    >
      {question && (
        <h2 className="max-w-prose text-xl font-semibold tracking-tight break-words whitespace-pre-line">
          {questionText(question)}
        </h2>
      )}
      {answers.map((answer, at) => (
        <Answer key={answer.id} message={answer} running={isRunning && at === answers.length - 1} />
      ))}
      {running !== null && <StatusLine message={running} />}
    </article>
  );
}
