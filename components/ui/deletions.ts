import { useSyncExternalStore } from "react";
import { dismissToast, toast } from "./toasts.ts";

/** How long a person may change their mind. */
const GRACE_MS = 6000;

/** A thing to delete: what it is called, where the API has it, and what to do when it is gone. */
export interface Deletable {
  id: string;
  name: string;
  /** What a `DELETE` removes it by. */
  path: string;
  onDeleted?: () => void;
}

type Delete = (id: string) => Promise<{ ok: boolean; message?: string }>;

interface Pending {
  thing: Deletable;
  timer: ReturnType<typeof setTimeout>;
  toastId: number;
}

const pending = new Map<string, Pending>();
const listeners = new Set<() => void>();
const NONE: ReadonlySet<string> = new Set();
let hidden: ReadonlySet<string> = NONE;
let channel: BroadcastChannel | null = null;

/** Ids of what is as good as deleted: lists leave them out. */
export function useHidden(): ReadonlySet<string> {
  return useSyncExternalStore(
    (listener) => {
      hearOtherTabs();
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => hidden,
    () => NONE,
  );
}

/**
 * Hides a thing, offers to undo, and deletes it when nobody did. Moving about inside the product does not end
 * the wait; closing or leaving it deletes at once, by a request that outlives the page.
 */
export function deleteWithUndo(thing: Deletable, remove: Delete): void {
  if (pending.has(thing.id)) return;
  window.addEventListener("pagehide", finishDeletions);
  hearOtherTabs();
  const toastId = toast(`“${shorten(thing.name)}” is deleted.`, {
    ms: GRACE_MS,
    action: { label: "Undo", run: () => undo(thing.id) },
  });
  const timer = setTimeout(() => void finish(thing, remove), GRACE_MS);
  pending.set(thing.id, { thing, timer, toastId });
  show([...hidden, thing.id]);
}

/** The page goes away, or who may delete does: what was waiting happens now. */
export function finishDeletions(): void {
  for (const { thing, timer, toastId } of pending.values()) {
    clearTimeout(timer);
    dismissToast(toastId);
    void fetch(thing.path, { method: "DELETE", keepalive: true });
  }
  // This page hears no reply any more, so that it cannot tell others when it is done.
  if (pending.size > 0) channel?.postMessage([...pending.keys()]);
  pending.clear();
}

/** What a page deleted while it went away leaves the lists of the other tabs as well. */
function hearOtherTabs(): void {
  if (channel !== null || typeof BroadcastChannel === "undefined") return;
  channel = new BroadcastChannel("veritable:deleted");
  channel.onmessage = ({ data }) => {
    if (Array.isArray(data)) show([...hidden, ...data.filter((id) => typeof id === "string")]);
  };
}

/** The last deletion that can still be taken back, taken back; false when there is none. */
export function undoLast(): boolean {
  const last = [...pending.values()].at(-1);
  if (!last) return false;
  dismissToast(last.toastId);
  undo(last.thing.id);
  return true;
}

function undo(id: string): void {
  clearTimeout(pending.get(id)?.timer);
  pending.delete(id);
  show([...hidden].filter((other) => other !== id));
}

async function finish(thing: Deletable, remove: Delete): Promise<void> {
  pending.delete(thing.id);
  const outcome = await remove(thing.id).catch(() => ({
    ok: false,
    message: `“${shorten(thing.name)}” was not deleted: the server cannot be reached.`,
  }));
  if (outcome.ok) {
    thing.onDeleted?.();
    return;
  }
  show([...hidden].filter((other) => other !== thing.id));
  toast(outcome.message ?? `“${shorten(thing.name)}” was not deleted.`, { tone: "danger" });
}

function show(ids: string[]): void {
  hidden = new Set(ids);
  for (const listener of listeners) listener();
}

function shorten(name: string): string {
  return name.length > 60 ? `${name.slice(0, 59)}…` : name;
}
