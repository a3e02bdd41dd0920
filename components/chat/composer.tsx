"use client";

import { ArrowUp, Square } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef } from "react";
import { useOffers } from "#components/palette/page-store.ts";
import { IconButton } from "#components/ui/button.tsx";
import { formatPlural } from "#lib/core/format.ts";
import { FollowUpList } from "./composer/follow-up-list.tsx";
import { followUps } from "./composer/follow-ups.ts";
import { optionId, SuggestList } from "./composer/suggest-list.tsx";
import { useRecall } from "./composer/use-recall.ts";
import { useSuggestList } from "./composer/use-suggest-list.ts";

/** Longest question the server takes, in characters. */
const LONGEST = 8000;
/** The field, for what brings the focus here. */
export const COMPOSER_ID = "composer";

/**
 * Where questions are written. Enter sends, Shift-Enter breaks the line, Escape stops a running answer, the arrow
 * up in an empty field recalls what was asked before. Names of the data complete while typing, and a slash at the
 * beginning opens the commands.
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
  const field = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const recall = useRecall(asked, draft, onDraft);
  const offers = useOffers();
  const list = useSuggestList(offers, (text, caret) => {
    onDraft(text);
    // React sets the text first, which takes the caret to its end.
    requestAnimationFrame(() => field.current?.setSelectionRange(caret, caret));
  });
  useGrowingHeight(field, draft);

  const text = draft.trim();
  const canSend = text !== "" && !running && disabled === null;
  const isOpen = list.choices.length > 0;

  const questions = offers.flatMap((offer) => offer.questions ?? []);
  const next = asked.length > 0 && disabled === null ? followUps(questions, asked) : [];

  function send() {
    if (!canSend) return;
    recall.reset();
    list.close();
    onDraft("");
    onAsk(text);
  }

  /** The list's keys, while it is open. Says whether the key was one. */
  function steerList({ key, shiftKey }: KeyboardEvent): boolean {
    if (!isOpen) return false;
    if (key === "ArrowDown" || key === "ArrowUp") list.move(key === "ArrowDown" ? 1 : -1);
    else if (key === "Escape") list.close();
    else if (key === "Tab" && !shiftKey) list.choices[list.active ?? 0]?.take();
    else if (key === "Enter" && !shiftKey && list.active !== null) list.choices[list.active]?.take();
    else return false;
    return true;
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.nativeEvent.isComposing) return;
    if (steerList(event)) {
      event.preventDefault();
      return;
    }
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    }
    if (event.key === "ArrowUp" && recall.back()) event.preventDefault();
    if (event.key === "ArrowDown" && recall.forth()) event.preventDefault();
  }

  return (
    <>
      {next.length > 0 && <FollowUpList questions={next} hidden={running} onAsk={onAsk} />}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
        className="relative flex items-end gap-2 rounded-lg border border-edge bg-raised p-1.5 pl-3.5 shadow-low focus-within:border-accent"
      >
        {isOpen && <SuggestList id={listId} choices={list.choices} active={list.active} />}
        <span aria-live="polite" className="sr-only">
          {isOpen && `${formatPlural(list.choices.length, "suggestion")}, the arrows choose, Tab takes`}
        </span>
        <textarea
          ref={field}
          id={COMPOSER_ID}
          value={draft}
          rows={1}
          maxLength={LONGEST}
          aria-label="Ask a question"
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={isOpen ? listId : undefined}
          aria-activedescendant={isOpen && list.active !== null ? optionId(listId, list.active) : undefined}
          placeholder={disabled ?? "Ask about your data, or / for commands"}
          onChange={({ target }) => {
            recall.reset();
            onDraft(target.value);
            list.open({ text: target.value, caret: target.selectionStart });
          }}
          onKeyDown={onKeyDown}
          onBlur={list.close}
          className="max-h-[40dvh] min-h-9 flex-1 resize-none bg-transparent py-1.5 outline-none placeholder:text-muted max-sm:min-h-10 max-sm:py-2"
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
    </>
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
