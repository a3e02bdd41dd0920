"use client";

import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** The reader's time zone; UTC on the server and while hydrating, so that both render the same text. */
export function useTimeZone(): string {
  return useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => "UTC",
  );
}

/** True once scripts run. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
