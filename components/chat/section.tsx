"use client";

import { clsx } from "clsx";
import { memo, type SyntheticEvent, useMemo } from "react";
import { Answer } from "./answer.tsx";
import { openingWords } from "./copy-answer.ts";
import { type Exchange, isSameExchange, questionText, sectionKey } from "./exchanges.ts";
import { StatusLine } from "./status-line.tsx";
import type { WholeSections } from "./use-whole-sections.ts";

interface Props {
  anchor: string;
  exchange: Exchange;
  watch: WholeSections["watch"] | null;
  /** Whether the answers stand here, or their first words. */
  whole: boolean;
  /** Height in pixels that a light section keeps, if it is known. */
  height: number | undefined;
  running: string | null;
  /** As high as the window. */
  tall: boolean;
  /** For who reads without scripts: the page that has a light section whole, or what comes before a whole one. */
  address: string | null;
}

/**
 * A question with its answers: an anchor, marked when the address names it, also before any script. Light and whole are
 * one element, so that the reading position and the focus survive the change.
 */
export const Section = memo(function Section(props: Props) {
  const { anchor, exchange, watch, whole, height, running, tall, address } = props;
  const { question, answers } = exchange;
  const key = sectionKey(exchange);
  const ref = useMemo(() => watch?.(key), [watch, key]);
  const isRunning = running !== null;
  return (
    <article
      id={anchor}
      ref={ref}
      data-whole={whole || undefined}
      aria-busy={isRunning}
      onPointerDown={markUsed}
      className={clsx(
        "relative grid min-w-0 grid-cols-1 content-start border-t border-line pt-7 first:border-t-0 first:pt-2",
        "before:absolute before:top-8 before:bottom-9 before:-left-3 before:w-0.5 before:rounded-full",
        "target:before:bg-accent",
        whole ? "gap-5 pb-9" : "gap-2 pb-7",
        tall && "min-h-[calc(100dvh-9.5rem)]",
      )}
      style={whole || height === undefined ? undefined : { minHeight: height }}
    >
      {question && (
        <h2
          tabIndex={-1}
          className="max-w-prose rounded-sm text-xl font-semibold tracking-tight break-words whitespace-pre-line"
        >
          {questionText(question)}
        </h2>
      )}
      {address !== null && (
        <noscript>
          <a href={whole ? address : `${address}#${anchor}`} className="text-sm text-accent underline">
            {whole ? "Show earlier answers" : "Show this answer"}
          </a>
        </noscript>
      )}
      {whole ? (
        answers.map((answer, at) => (
          <Answer key={answer.id} message={answer} running={isRunning && at === answers.length - 1} />
        ))
      ) : (
        <p className="max-w-prose text-muted">{openingWords(answers)}</p>
      )}
      {running !== null && <StatusLine message={running} />}
    </article>
  );
}, isSame);

const PLAIN = ["anchor", "watch", "whole", "height", "running", "tall", "address"] as const;

function isSame(before: Props, now: Props): boolean {
  return isSameExchange(before.exchange, now.exchange) && PLAIN.every((name) => before[name] === now[name]);
}

/** Who has used a section finds it as they left it: it stays whole. */
function markUsed(event: SyntheticEvent<HTMLElement>): void {
  if (event.currentTarget.dataset.whole !== undefined) event.currentTarget.dataset.used = "";
}
