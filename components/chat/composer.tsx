"use client";

import { ArrowUp, Square } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { IconButton } from "#components/ui/button.tsx";

/** Longest question the server takes, in characters. */
const LONGEST = 8000;

/**
 * Where questions are written. Enter sends, Shift-Enter breaks the line, Escape stops a running answer, and
 * the arrow up in an empty field recalls what was asked before.
 */
export function Composer({
  draft,
  onDraft,
  asked,
  running,
  disabled,
  onAsk,
  onStop,
}: {
  draft: string;
  onDraft: (text: string) => void;
  /** Earlier questions, oldest first. */
  asked: readonly string[];
  running: boolean;
  /** A sentence why nothing can be asked now; null when it can. */
  disabled: string | null;
  onAsk: (text: string) => void;
  onStop: () => void;
}) {
  const [recalled, setRecalled] = useState<number | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  useGrowingHeight(field, draft);

  const text = draft.trim();
  const canSend = text !== "" && !running && disabled === null;

  function send() {
    if (!canSend) return;
    setRecalled(null);
    onDraft("");
    onAsk(text);
  }

  function recall(step: 1 | -1): boolean {
    const at = recalled === null ? asked.length : recalled;
    const next = at + step;
    if (next < 0 || (recalled === null && step === 1)) return false;
    setRecalled(next >= asked.length ? null : next);
    onDraft(asked[next] ?? "");
    return true;
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    }
    const canRecall = draft === "" || (recalled !== null && draft === asked[recalled]);
    if (event.key === "ArrowUp" && canRecall && recall(-1)) event.preventDefault();
    if (event.key === "ArrowDown" && recalled !== null && canRecall && recall(1)) event.preventDefault();
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      className="flex items-end gap-2 rounded-lg border border-edge bg-raised p-1.5 pl-3.5 shadow-low focus-within:border-accent"
    >
      <textarea
        ref={field}
        value={draft}
        rows={1}
        maxLength={LONGEST}
        aria-label="Ask a question"
        placeholder={disabled ?? "Ask about your data"}
        onChange={(event) => {
          setRecalled(null);
          onDraft(event.target.value);
        }}
        onKeyDown={onKeyDown}
        className="max-h-[40dvh] min-h-9 flex-1 resize-none bg-transparent py-1.5 outline-none placeholder:text-muted"
      />
      {running ? (
        <IconButton label="Stop" look="plain" onClick={onStop}>
          <Square aria-hidden className="size-3.5 fill-current" />
        </IconButton>
      ) : (
        <IconButton label="Send" look="primary" type="submit" disabled={!canSend}>
          <ArrowUp aria-hidden className="size-4" />
        </IconButton>
      )}
    </form>
  );
}

/** The field is as high as its text. */
function useGrowingHeight(field: React.RefObject<HTMLTextAreaElement | null>, text: string) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is what the height depends on
  useEffect(() => {
    if (!field.current) return;
    field.current.style.height = "auto";
    field.current.style.height = `${field.current.scrollHeight}px`;
  }, [text, field]);
}
