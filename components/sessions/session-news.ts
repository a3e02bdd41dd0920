import { useEffect, useRef } from "react";

const CHANNEL = "veritable:sessions";

/** Tells this browser's other tabs, and the lists of this one, that a session was made, named, answered or deleted. */
export function tellOfSessions(): void {
  window.dispatchEvent(new Event(CHANNEL));
  if (typeof BroadcastChannel === "undefined") return;
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage("changed");
  channel.close();
}

/** Calls `onNews` when sessions changed in this browser, and when the tab is looked at again: other devices do not tell. */
export function useSessionNews(onNews: () => void): void {
  const latest = useRef(onNews);
  useEffect(() => {
    latest.current = onNews;
  });
  useEffect(() => {
    const stop = new AbortController();
    const hear = () => latest.current();
    window.addEventListener(CHANNEL, hear, stop);
    const look = () => document.visibilityState === "visible" && latest.current();
    document.addEventListener("visibilitychange", look, stop);
    if (typeof BroadcastChannel !== "undefined") {
      const channel = new BroadcastChannel(CHANNEL);
      channel.onmessage = hear;
      stop.signal.addEventListener("abort", () => channel.close());
    }
    return () => stop.abort();
  }, []);
}
