"use client";

import { clsx } from "clsx";
import { Search } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { KeyCaps } from "./key-caps.tsx";
import { commandsOf, offersNow } from "./page-store.ts";

/** The way to the palette for who has no keyboard, and the place where others learn its key. */
export function OpenPalette({ className }: { className?: string }) {
  const open = () =>
    commandsOf(offersNow())
      .find(({ id }) => id === "palette")
      ?.run();
  return (
    <Button
      size="sm"
      look="quiet"
      onClick={open}
      aria-label="Search and commands"
      title="Search and commands"
      className={clsx("max-sm:w-10", className)}
    >
      <Search aria-hidden className="size-4" />
      <span className="max-md:hidden">
        <KeyCaps keys="mod+k" />
      </span>
    </Button>
  );
}
