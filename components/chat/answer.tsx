"use client";

import { Link2 } from "lucide-react";
import { memo } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { toast } from "#components/ui/toasts.ts";
import { formatCost, formatCount, formatDuration, formatPlural } from "#lib/core/format.ts";
import type { ChatMessage, MessageMetadata } from "#lib/sessions/schema.ts";
import { answerAsMarkdown, answerAsText } from "./copy-answer.ts";
import { answerAnchor } from "./exchanges.ts";
import { isShown, renderPart } from "./parts.tsx";

/** One answer: its blocks in the order in which they came, then one line about how it was made. */
export const Answer = memo(function Answer({ message, running }: { message: ChatMessage; running: boolean }) {
  if (running && !message.parts.some(isShown)) return null;
  return (
    <div className="grid min-w-0 grid-cols-1 gap-5">
      {message.parts.map((part, at) =>
        isShown(part) ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts are only appended, or replaced in their place
          <div key={at} className="min-w-0">
            {renderPart(part.type, part)}
          </div>
        ) : null,
      )}
      {!running && <Ending metadata={message.metadata} />}
      {!running && <EndLine message={message} />}
    </div>
  );
});

/** How an answer ended, when it did not end by itself. */
function Ending({ metadata }: { metadata: MessageMetadata | undefined }) {
  const status = metadata?.stopped ? "stopped" : metadata?.status;
  if (status === "stopped") return <p className="text-sm text-muted">Stopped. What had been said is kept.</p>;
  if (status === "interrupted") {
    return (
      <p className="text-sm text-danger">
        The server went away in the middle of this answer. What had been said is kept; ask again for the rest.
      </p>
    );
  }
  if (status === "failed") {
    return (
      <p role="alert" className="text-sm text-danger">
        {metadata?.error ?? "The answer failed. Ask again; if it happens again, ask for less at once."}
      </p>
    );
  }
  return null;
}

function EndLine({ message }: { message: ChatMessage }) {
  const facts = factsOf(message);
  const hasWords = message.parts.some(isShown);
  return (
    <footer className="-mx-2.5 flex min-h-8 flex-wrap items-center gap-x-1 text-xs text-muted">
      <span className="figures px-2.5">{facts.join(" · ")}</span>
      {hasWords && (
        <span className="flex flex-wrap">
          <CopyButton text={() => answerAsText(message)} label="Copy text" />
          <CopyButton text={() => answerAsMarkdown(message)} label="Copy Markdown" />
          <AnswerLink messageId={message.id} />
        </span>
      )}
    </footer>
  );
}

/** The address of this answer: a link like any other, which a click also copies. */
function AnswerLink({ messageId }: { messageId: string }) {
  const anchor = `#${answerAnchor(messageId)}`;
  async function copy() {
    const { origin, pathname } = window.location;
    try {
      await navigator.clipboard.writeText(`${origin}${pathname}${anchor}`);
      toast("The link to this answer is copied.");
    } catch {
      // Following the link has put the address into the address bar: it can be copied there.
      toast("The address bar now links to this answer.");
    }
  }
  return (
    <a href={anchor} onClick={copy} className={buttonClass("quiet", "sm")}>
      <Link2 aria-hidden className="size-3.5" />
      Link to this answer
    </a>
  );
}

/** What is known of how the answer was made: by whom, how many queries over how many rows, how long, tokens, cost. */
export function factsOf({ metadata, parts }: ChatMessage): string[] {
  const queries = parts.filter((part) => part.type === "data-query-result").length;
  const tokens = (metadata?.usage?.input_tokens ?? 0) + (metadata?.usage?.output_tokens ?? 0);
  return [
    metadata?.planner === "analyst" ? "Built-in analyst" : metadata?.usage?.model,
    queries > 0 ? formatPlural(queries, "query", "queries") : null,
    metadata?.rows_read ? `${formatPlural(metadata.rows_read, "row")} read` : null,
    metadata?.duration_ms === undefined ? null : formatDuration(metadata.duration_ms),
    tokens > 0 ? `${formatCount(tokens)} tokens` : null,
    tokens > 0 && typeof metadata?.cost_usd === "number" ? formatCost(metadata.cost_usd) : null,
  ].filter((fact): fact is string => typeof fact === "string");
}
