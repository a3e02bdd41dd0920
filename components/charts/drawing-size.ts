import { type RefObject, useEffect, useMemo, useState } from "react";
import type { ChartSize } from "./vega-view.tsx";

/** Below this share of its own width, a drawing's letters are too small to read. */
const LEGIBLE = 0.8;
/** Height in pixels of a chart drawn anew for a narrow window; the figure keeps this much free (`min-h-81`). */
const NARROW_HEIGHT = 300;

/** What the server draws where a spec names no size, and so what a chart that streams in is drawn at. */
const USUAL: ChartSize = { width: 680, height: 340 };

/** The size of the server's drawing in a place, if it is there. */
export function drawnSize(place: HTMLElement | null): ChartSize | null {
  const box = place?.querySelector("svg")?.viewBox.baseVal;
  return box && box.width > 0 ? { width: box.width, height: box.height } : null;
}

/** The size for the live chart: the place of the server's drawing, or one that suits a narrow window. */
export function sizeFor(place: HTMLElement | null, drawn: ChartSize | null): ChartSize {
  const wanted = drawn ?? USUAL;
  const width = place ? innerWidth(place) : wanted.width;
  return width < wanted.width * LEGIBLE ? { width, height: NARROW_HEIGHT } : wanted;
}

/** That size, kept true while the window changes. */
export function useChartSize(
  place: RefObject<HTMLElement | null>,
  roomy: boolean,
): {
  size: ChartSize;
  drawn: ChartSize | null;
} {
  const [drawn] = useState(() => drawnSize(place.current));
  const [size, setSize] = useState(() => sizeFor(place.current, drawn));
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      const next = sizeFor(element, drawn);
      setSize((now) => (Math.abs(next.width - now.width) > 8 ? next : now));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [place, drawn]);
  const { width, height } = size;
  const fitting = useMemo(
    () => ({ width, height: roomy && width >= USUAL.width ? Math.max(height, USUAL.height) : height }),
    [width, height, roomy],
  );
  return { size: fitting, drawn };
}

/** Calls `onSeen` when the place comes into view and the drawing in it had to shrink beyond legibility. */
export function useSeenTooSmall(place: RefObject<HTMLElement | null>, onSeen: () => void): void {
  useEffect(() => {
    const element = place.current;
    const drawn = drawnSize(element);
    if (!element || !drawn || innerWidth(element) >= drawn.width * LEGIBLE) return;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      onSeen();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [place, onSeen]);
}

function innerWidth(element: HTMLElement): number {
  const { paddingLeft, paddingRight } = getComputedStyle(element);
  return element.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
}
