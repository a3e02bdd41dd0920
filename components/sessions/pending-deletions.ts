import { useSyncExternalStore } from "react";
import { dismissToast, toast } from "#components/ui/toasts.ts";

/** How long a person may change their mind. */
const GRACE_MS = 6000;

type Delete = (id: string) => Promise<{ ok: boolean; message?: string }>;

interface Pending {
  timer: ReturnType<typeof setTimeout>;
  toastId: number;
}

const pending = new Map<string, Pending>();
const listeners = new Set<() => void>();
const NONE: ReadonlySet<string> = new Set();
let hidden: ReadonlySet<string> = NONE;

/** Sessions that are as good as deleted: lists leave them out. */
export function useHiddenSessions(): ReadonlySet<string> {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => hidden,
    () => NONE,
  );
}

/**
 * Hides a session, offers to undo, and deletes it when nobody did. Moving about inside the product does not end
 * the wait; closing or leaving it deletes at once, by a request that outlives the page.
 */
export function deleteWithUndo(session: { id: string; title: string }, remove: Delete): void {
  if (pending.has(session.id)) return;
  window.addEventListener("pagehide", flush);
  const toastId = toast(`“${shorten(session.title)}” is deleted.`, {
    ms: GRACE_MS,
    action: { label: "Undo", run: () => undo(session.id) },
  });
  const timer = setTimeout(() => void finish(session.id, remove), GRACE_MS);
  pending.set(session.id, { timer, toastId });
  show([...hidden, session.id]);
}

function undo(id: string): void {
  clearTimeout(pending.get(id)?.timer);
  pending.delete(id);
  show([...hidden].filter((other) => other !== id));
}

async function finish(id: string, remove: Delete): Promise<void> {
  pending.delete(id);
  const outcome = await remove(id).catch(() => ({
    ok: false,
    message: "The session was not deleted: the server cannot be reached.",
  }));
  if (outcome.ok) return;
  show([...hidden].filter((other) => other !== id));
  toast(outcome.message ?? "The session was not deleted.", { tone: "danger" });
}

/** The page goes away: what was waiting happens now. */
function flush(): void {
  for (const [id, { timer, toastId }] of pending) {
    clearTimeout(timer);
    dismissToast(toastId);
    void fetch(`/api/v1/sessions/${id}`, { method: "DELETE", keepalive: true });
  }
  pending.clear();
}

function show(ids: string[]): void {
  hidden = new Set(ids);
  for (const listener of listeners) listener();
}

function shorten(title: string): string {
  return title.length > 60 ? `${title.slice(0, 59)}…` : title;
}
