"use client";

import { type RefObject, useEffect } from "react";
import { holdInView } from "./hold-in-view.ts";

/** Asks the notebook of this page to move: dispatch it on the document or the window, with `detail` 1 (next) or -1 (previous). */
export const MOVE_ANSWER = "veritable:move-answer";

export type Direction = 1 | -1;

/** Moves the focus to the question after or before the one that is read now. */
export function moveAnswer(direction: Direction): void {
  window.dispatchEvent(new CustomEvent(MOVE_ANSWER, { detail: direction }));
}

/** Hears `MOVE_ANSWER` for the notebook in `place`: the question's heading gets the focus and comes to the window's top. */
export function useMoveBetweenAnswers(place: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    let letGo = () => {};
    function onMove(event: Event) {
      const direction = event instanceof CustomEvent ? event.detail : null;
      if (!place.current || (direction !== 1 && direction !== -1)) return;
      const headings = [...place.current.querySelectorAll<HTMLElement>("article > h2")];
      const tops = headings.map((heading) => heading.getBoundingClientRect().top);
      const focused = headings.findIndex((heading) =>
        heading.closest("article")?.contains(document.activeElement),
      );
      const next = headings[nextAt(tops, focused, direction, lineOfReading())];
      if (!next) return;
      next.focus({ preventScroll: true });
      letGo();
      letGo = holdInView(next);
    }
    // In the capturing phase, so that an event on the document is heard whether it bubbles or not.
    window.addEventListener(MOVE_ANSWER, onMove, true);
    return () => {
      letGo();
      window.removeEventListener(MOVE_ANSWER, onMove, true);
    };
  }, [place]);
}

/**
 * The heading to go to: from the one with the focus, else from where the page is read (`line`, pixels from the
 * window's top). Out of range when there is none further on.
 */
export function nextAt(tops: readonly number[], focused: number, direction: Direction, line: number): number {
  if (focused >= 0) return focused + direction;
  const below = tops.findIndex((top) => top > line + 1);
  if (direction === 1) return below === -1 ? tops.length : below;
  return tops.findLastIndex((top) => top < line - 1);
}

/** Where a heading stands after it was scrolled to: below what sticks to the window's top. */
function lineOfReading(): number {
  const padding = Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop);
  return Number.isFinite(padding) ? padding : 0;
}
