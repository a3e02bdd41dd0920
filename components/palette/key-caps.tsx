"use client";

import { capsOf } from "./keys.ts";
import { useIsApple } from "./use-platform.ts";

/** A shortcut, drawn as the keys to press. */
export function KeyCaps({ keys }: { keys: string }) {
  const isApple = useIsApple();
  return (
    <span className="inline-flex shrink-0 gap-1">
      {capsOf(keys, isApple).map((cap) => (
        <kbd
          key={cap}
          className="inline-grid min-w-5 place-items-center rounded-sm border border-line bg-surface px-1 font-sans text-xs text-muted"
        >
          {cap}
        </kbd>
      ))}
    </span>
  );
}
