import { useSyncExternalStore } from "react";

export interface Toast {
  id: number;
  message: string;
  tone: "quiet" | "danger";
  action?: { label: string; run: () => void };
}

const listeners = new Set<() => void>();
const timers = new Map<number, ReturnType<typeof setTimeout>>();
let toasts: readonly Toast[] = [];
let nextId = 1;
const NONE: readonly Toast[] = [];

/** Shows a sentence at the edge of the window for a while; returns its id. */
export function toast(
  message: string,
  options: Partial<Omit<Toast, "id" | "message">> & { ms?: number } = {},
) {
  const { ms = 6000, tone = "quiet", action } = options;
  const id = nextId++;
  set([...toasts, { id, message, tone, ...(action ? { action } : {}) }]);
  timers.set(
    id,
    setTimeout(() => dismissToast(id), ms),
  );
  return id;
}

export function dismissToast(id: number) {
  clearTimeout(timers.get(id));
  timers.delete(id);
  set(toasts.filter((shown) => shown.id !== id));
}

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(
    subscribe,
    () => toasts,
    () => NONE,
  );
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function set(next: readonly Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}
