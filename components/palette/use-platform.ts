"use client";

import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** Whether the keyboard is Apple's; false on the server and while hydrating. */
export function useIsApple(): boolean {
  return useSyncExternalStore(never, isApple, () => false);
}

export function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform);
}
