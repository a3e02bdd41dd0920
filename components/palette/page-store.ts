import { useEffect, useSyncExternalStore } from "react";

/** Something a person can do now: listed in the palette, run by its keys, and after `/` in the composer. */
export interface Command {
  id: string;
  label: string;
  /** Its name after a slash in the composer; absent where it is none of the composer's. */
  slash?: string;
  /** Keys that run it, as `mod+k` or `j`; the first is the one shown. */
  keys?: readonly string[];
  /** Other words by which it may be looked for. */
  words?: readonly string[];
  /** A move about the page, which nobody looks for in a list; the help sheet has it. */
  isMove?: boolean;
  run: () => void;
}

export interface PageTable {
  table: string;
  filename: string;
  columns: readonly { name: string; type: string }[];
}

/** What a page offers to the palette, the shortcuts and the composer. */
export interface PageOffer {
  commands: readonly Command[];
  tables?: readonly PageTable[];
  /** Questions that fit the data, the most telling first. */
  questions?: readonly string[];
  /** Shows a table, or a column of it, where the page has it. */
  onShow?: (table: string, column?: string) => void;
}

const offers = new Map<symbol, PageOffer>();
const listeners = new Set<() => void>();
const NONE: readonly PageOffer[] = [];
let current = NONE;

/** Offers this while the component is there. `offer` must keep its identity while nothing in it changes. */
export function useOffer(offer: PageOffer): void {
  useEffect(() => {
    const key = Symbol();
    offers.set(key, offer);
    publish();
    return () => {
      offers.delete(key);
      publish();
    };
  }, [offer]);
}

/** Everything offered now, what came last first: an open page before the frame around it. */
export function useOffers(): readonly PageOffer[] {
  return useSyncExternalStore(subscribe, offersNow, () => NONE);
}

export function offersNow(): readonly PageOffer[] {
  return current;
}

export function commandsOf(list: readonly PageOffer[]): Command[] {
  return list.flatMap(({ commands }) => commands);
}

function publish() {
  current = [...offers.values()].sort((a, b) => Number(Boolean(b.tables)) - Number(Boolean(a.tables)));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
