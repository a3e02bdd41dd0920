"use client";

import { startTransition, useCallback, useEffect, useState } from "react";

/** A section this near to the window is made whole before it is seen. */
const NEAR = "1500px 0px";
/** Sections made whole, and made light, at one time: a few milliseconds each. */
const GROWN_AT_ONCE = 1;
const SHRUNK_AT_ONCE = 4;

export interface WholeSections {
  isWhole: (key: string) => boolean;
  /** Height in pixels that a section had when it was whole, so that nothing moves when it is light again. */
  heightOf: (key: string) => number | undefined;
  /** The ref of the section of that key. */
  watch: (key: string) => (element: HTMLElement | null) => (() => void) | undefined;
}

/**
 * Which sections of a long notebook stand in the page whole: those near the window, the last one, and those that
 * somebody has used. The others are light, so that the page has about as many elements whatever its length.
 */
export function useWholeSections(arrived: readonly string[], last: string | undefined): WholeSections {
  const [whole, setWhole] = useState<ReadonlySet<string>>(() => new Set(arrived));
  const [sections] = useState(() => new Sections(setWhole));
  // What was last once stays whole when the next question comes, until it is far away.
  if (last !== undefined && !whole.has(last)) setWhole(new Set(whole).add(last));
  useEffect(() => {
    sections.last = last;
  }, [last, sections]);
  useEffect(() => () => sections.stop(), [sections]);

  return {
    isWhole: (key) => whole.has(key),
    heightOf: (key) => sections.heights.get(key),
    watch: useCallback((key: string) => (element) => sections.watch(key, element), [sections]),
  };
}

type SetWhole = (change: (whole: ReadonlySet<string>) => ReadonlySet<string>) => void;

/** Watches where the sections are, and changes a few of them at each frame, the nearest ones first. */
class Sections {
  readonly heights = new Map<string, number>();
  last: string | undefined;
  private readonly setWhole: SetWhole;
  private readonly elements = new Map<string, HTMLElement>();
  private readonly keys = new WeakMap<Element, string>();
  private readonly growing = new Set<string>();
  private readonly shrinking = new Set<string>();
  private observer: IntersectionObserver | null = null;
  private frame = 0;

  constructor(setWhole: SetWhole) {
    this.setWhole = setWhole;
  }

  watch(key: string, element: HTMLElement | null): (() => void) | undefined {
    if (!element) return undefined;
    this.observer ??= new IntersectionObserver((entries) => this.notice(entries), { rootMargin: NEAR });
    this.elements.set(key, element);
    this.keys.set(element, key);
    this.observer.observe(element);
    return () => {
      this.observer?.unobserve(element);
      this.elements.delete(key);
    };
  }

  stop(): void {
    this.observer?.disconnect();
    this.observer = null;
    cancelAnimationFrame(this.frame);
    this.frame = 0;
  }

  private notice(entries: IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const key = this.keys.get(target);
      if (key === undefined) continue;
      (isIntersecting ? this.growing : this.shrinking).add(key);
      (isIntersecting ? this.shrinking : this.growing).delete(key);
    }
    this.plan();
  }

  private plan(): void {
    if (this.frame === 0 && this.growing.size + this.shrinking.size > 0)
      this.frame = requestAnimationFrame(() => this.change());
  }

  private change(): void {
    this.frame = 0;
    const grown = this.nearest().slice(0, GROWN_AT_ONCE);
    const shrunk = [...this.shrinking].slice(0, SHRUNK_AT_ONCE);
    for (const key of grown) this.growing.delete(key);
    for (const key of shrunk) this.shrinking.delete(key);
    const left = shrunk.filter((key) => this.mayShrink(key));
    for (const key of left) this.measure(key);
    // A transition is rendered in slices, and gives way to the next turn of the wheel.
    startTransition(() => this.setWhole((whole) => changed(whole, grown, left)));
    this.plan();
  }

  private nearest(): string[] {
    const middle = window.innerHeight / 2;
    const away = (key: string) => {
      const box = this.elements.get(key)?.getBoundingClientRect();
      if (!box) return Number.POSITIVE_INFINITY;
      return Math.max(box.top - middle, middle - box.bottom, 0);
    };
    return [...this.growing].sort((a, b) => away(a) - away(b));
  }

  /** Not the last one, which may be running, nor one that somebody has put to use: a table sorted, a chart changed. */
  private mayShrink(key: string): boolean {
    const element = this.elements.get(key);
    if (!element || key === this.last || element.dataset.used !== undefined) return false;
    return !element.contains(document.activeElement);
  }

  private measure(key: string): void {
    const element = this.elements.get(key);
    if (element && element.dataset.whole !== undefined) this.heights.set(key, element.offsetHeight);
  }
}

function changed(
  whole: ReadonlySet<string>,
  grown: readonly string[],
  shrunk: readonly string[],
): ReadonlySet<string> {
  if (grown.every((key) => whole.has(key)) && !shrunk.some((key) => whole.has(key))) return whole;
  const next = new Set(whole);
  for (const key of grown) next.add(key);
  for (const key of shrunk) next.delete(key);
  return next;
}
