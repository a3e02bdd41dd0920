"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useEffect, useMemo, useState } from "react";
import { signOutAction } from "#app/(auth)/actions.ts";
import { applyTheme } from "#components/layout/apply-theme.ts";
import { ConnectionBar } from "#components/layout/connection-bar.tsx";
import { finishDeletions, undoLast } from "#components/ui/deletions.ts";
import { type PageOffer, useOffer } from "./page-store.ts";
import { useShortcuts } from "./use-shortcuts.ts";

const loadPalette = () => import("./palette.tsx");
const Palette = dynamic(loadPalette, { ssr: false });
const ShortcutHelp = dynamic(() => import("./shortcut-help.tsx"), { ssr: false });

type Open = "palette" | "help" | null;

/** What every signed-in page has around it: the palette, the shortcuts and their help, and the state of the connection. */
export function Shell() {
  const [open, setOpen] = useState<Open>(null);
  const router = useRouter();
  const offer = useMemo<PageOffer>(() => ({ commands: commandsEverywhere(router.push, setOpen) }), [router]);
  useOffer(offer);
  useShortcuts();
  useEarlyPalette();
  const close = () => setOpen(null);
  return (
    <>
      <ConnectionBar />
      {open === "palette" && <Palette onClose={close} />}
      {open === "help" && <ShortcutHelp onClose={close} />}
    </>
  );
}

/** ⌘ or Ctrl goes down before K does: time enough to fetch the palette, so that the first letters typed are its own. */
function useEarlyPalette() {
  useEffect(() => {
    const onKeyDown = ({ key }: KeyboardEvent) => {
      if (key === "Control" || key === "Meta") void loadPalette();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

function commandsEverywhere(go: (path: string) => void, show: (open: Open) => void): PageOffer["commands"] {
  const theme = (name: "light" | "dark" | "system", label: string) => ({
    id: `theme-${name}`,
    label,
    words: ["appearance", "colour scheme"],
    run: () => applyTheme(name),
  });
  return [
    {
      id: "palette",
      label: "Search and commands",
      keys: ["mod+k"],
      isMove: true,
      run: () => show("palette"),
    },
    {
      id: "new",
      label: "New session",
      slash: "new",
      keys: ["n"],
      words: ["create", "start", "sample"],
      run: () => go("/sessions/new"),
    },
    { id: "sessions", label: "All sessions", words: ["list", "home"], run: () => go("/sessions") },
    {
      id: "settings",
      label: "Settings",
      slash: "settings",
      words: ["profile", "name", "tokens", "api", "account"],
      run: () => go("/settings"),
    },
    {
      id: "help",
      label: "Keyboard shortcuts",
      slash: "help",
      keys: ["?"],
      words: ["keys", "help"],
      run: () => show("help"),
    },
    { id: "undo", label: "Undo the last deletion", keys: ["u"], isMove: true, run: () => void undoLast() },
    theme("light", "Light theme"),
    theme("dark", "Dark theme"),
    theme("system", "Theme of the system"),
    {
      id: "sign-out",
      label: "Sign out",
      words: ["log out", "leave"],
      run: () => {
        finishDeletions();
        void signOutAction();
      },
    },
  ];
}
