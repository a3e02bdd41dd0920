import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
const lost = new Set<string>();

/** A part of the page says whether the server answers it. */
export function reportConnection(part: string, isThere: boolean): void {
  const was = lost.size;
  if (isThere) lost.delete(part);
  else lost.add(part);
  if (lost.size !== was) tell();
}

/** Whether the browser is offline, or a part of the page has lost the server. */
export function useConnectionLost(): "offline" | "server" | null {
  return useSyncExternalStore(subscribe, lossNow, () => null);
}

/** Resolves after a while, or as soon as the network is back. */
export function waitForConnection(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const stop = new AbortController();
    const go = () => {
      stop.abort();
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(go, ms);
    window.addEventListener("online", go, { signal: stop.signal });
  });
}

function lossNow(): "offline" | "server" | null {
  if (!navigator.onLine) return "offline";
  return lost.size > 0 ? "server" : null;
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}

function tell() {
  for (const listener of listeners) listener();
}
