"use client";

import { clsx } from "clsx";
import { X } from "lucide-react";
import { Button, IconButton } from "./button.tsx";
import { dismissToast, useToasts } from "./toasts.ts";

/** Where toasts appear: bottom left, spoken politely, each with its one action. */
export function Toaster() {
  const toasts = useToasts();
  return (
    <section
      aria-label="Notifications"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-4 bottom-4 z-40 grid justify-items-start gap-2 sm:right-auto sm:w-96"
    >
      {toasts.map(({ id, message, tone, action }) => (
        <div
          key={id}
          className={clsx(
            "pointer-events-auto flex w-full animate-appear items-center gap-2 rounded-lg border bg-raised py-1.5 pr-1.5 pl-4 text-sm shadow-high",
            tone === "danger" ? "border-danger/50" : "border-line",
          )}
        >
          <p className="min-w-0 flex-1 break-words">{message}</p>
          {action && (
            <Button
              size="sm"
              look="accent"
              onClick={() => {
                dismissToast(id);
                action.run();
              }}
            >
              {action.label}
            </Button>
          )}
          <IconButton label="Dismiss" onClick={() => dismissToast(id)}>
            <X aria-hidden className="size-4" />
          </IconButton>
        </div>
      ))}
    </section>
  );
}
