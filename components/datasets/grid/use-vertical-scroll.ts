import { type RefObject, useCallback, useLayoutEffect, useMemo, useState } from "react";
import { ScrollMap } from "./scroll-map.ts";

export const ROW_HEIGHT = 30;
export const HEADER_HEIGHT = 46;
/** Rows drawn beyond the edge, so that a slow scroll shows no gap. */
const BEYOND = 6;

export interface VerticalScroll {
  /** Rows to draw: `first` to `last`, both included. */
  first: number;
  last: number;
  /** Whole rows that the window shows. */
  page: number;
  /** Of the scrolled content below the header, in pixels. */
  height: number;
  /** Where a row stands in it. */
  topOf: (row: number) => number;
  onScroll: () => void;
  /** Scrolls as little as shows the row; `top` puts it first. */
  reveal: (row: number, align?: "nearest" | "top") => void;
}

/** Which of any number of rows are on the screen of a scrolling element, below its sticky header. */
export function useVerticalScroll(scroller: RefObject<HTMLElement | null>, rows: number): VerticalScroll {
  const [viewport, setViewport] = useState(600);
  const map = useMemo(() => new ScrollMap(rows * ROW_HEIGHT, viewport), [rows, viewport]);
  // The map is what moves; this only says that it has.
  const [, setMoved] = useState(0);
  const redraw = useCallback(() => setMoved((count) => count + 1), []);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => setViewport(Math.max(ROW_HEIGHT, element.clientHeight - HEADER_HEIGHT));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);

  // Another table, or another size of the window: from where the bar stands now.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    map.scrolled(element.scrollTop);
    redraw();
  }, [map, scroller, redraw]);

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const top = map.scrolled(element.scrollTop);
    if (Math.abs(top - element.scrollTop) >= 1) element.scrollTop = top;
    redraw();
  }, [map, scroller, redraw]);

  const reveal = useCallback(
    (row: number, align: "nearest" | "top" = "nearest") => {
      const element = scroller.current;
      if (!element) return;
      const start = row * ROW_HEIGHT;
      const end = start + ROW_HEIGHT - viewport;
      const isAbove = start < map.position;
      if (align === "nearest" && !isAbove && end <= map.position) return;
      element.scrollTop = map.moveTo(align === "top" || isAbove ? start : end);
      redraw();
    },
    [map, scroller, viewport, redraw],
  );

  const first = Math.max(0, Math.floor(map.position / ROW_HEIGHT) - BEYOND);
  const last = Math.min(rows - 1, Math.ceil((map.position + viewport) / ROW_HEIGHT) + BEYOND);
  const page = Math.max(1, Math.floor(viewport / ROW_HEIGHT) - 1);
  return {
    first,
    last,
    page,
    height: map.height,
    topOf: (row) => row * ROW_HEIGHT - map.offset,
    onScroll,
    reveal,
  };
}
