"use client";

import { useEffect, useSyncExternalStore } from "react";
import { isStroke, takesLetters } from "./keys.ts";
import { commandsOf, offersNow } from "./page-store.ts";
import { isApple } from "./use-platform.ts";

const OFF = "veritable:single-keys-off";
const listeners = new Set<() => void>();

/** Runs the command whose keys are pressed: never while something is typed, nor behind an open dialog. */
export function useShortcuts(): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing || event.repeat) return;
      const isAltGraph = event.getModifierState("AltGraph");
      const { key, ctrlKey, metaKey, altKey } = event;
      const stroke = { key, ctrlKey, metaKey, altKey, isAltGraph };
      const found = commandsOf(offersNow()).flatMap((command) => {
        const keys = command.keys?.find((each) => isStroke(stroke, each, isApple()));
        return keys ? [{ command, keys }] : [];
      })[0];
      if (!found) return;
      const isSingle = !found.keys.startsWith("mod+");
      if (isSingle && (takesLetters(document.activeElement) || !singleKeysAreOn())) return;
      if (document.querySelector("dialog:modal") !== null) return;
      event.preventDefault();
      found.command.run();
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

/** Whether keys without ⌘ or Ctrl are shortcuts. Who dictates to the computer wants them off. */
export function useSingleKeys(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    singleKeysAreOn,
    () => true,
  );
  return [on, setSingleKeys];
}

function singleKeysAreOn(): boolean {
  return localStorage.getItem(OFF) === null;
}

function setSingleKeys(on: boolean) {
  if (on) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "1");
  for (const listener of listeners) listener();
}
