"use client";

import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { IconButton } from "./button.tsx";

/**
 * A modal dialog on the platform's own element: focus stays inside, Escape and a click outside close it, the
 * page behind is inert, and focus returns to what opened it.
 */
export function Dialog({
  open,
  onClose,
  title,
  children,
  side,
}: {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  /** A sheet at an edge of the window instead of a box in its middle. */
  side?: "left" | "right";
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    if (open && !element.open) element.showModal();
    if (!open && element.open) element.close();
  }, [open]);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself; the click is the backdrop's
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && onClose()}
      className={side ? SHEET[side] : BOX}
    >
      {open && (
        <div className={side ? "flex h-full flex-col" : "p-5"}>
          <div
            className={
              side
                ? "flex items-center justify-between border-b border-line py-2 pr-2 pl-4"
                : "mb-3 flex items-start justify-between gap-4"
            }
          >
            <h2 id={titleId} className={side ? "font-medium" : "pt-1 text-lg font-semibold"}>
              {title}
            </h2>
            <IconButton label="Close" onClick={onClose}>
              <X aria-hidden className="size-4" />
            </IconButton>
          </div>
          {children}
        </div>
      )}
    </dialog>
  );
}

const BOX =
  "m-auto w-[min(30rem,calc(100vw-2rem))] rounded-lg border border-line bg-raised text-ink shadow-high open:animate-appear";
const SHEET = {
  left: "mr-auto ml-0 my-0 h-dvh max-h-none w-[min(21rem,88vw)] border-r border-line bg-page text-ink shadow-high",
  right:
    "ml-auto mr-0 my-0 h-dvh max-h-none w-[min(26rem,94vw)] border-l border-line bg-page text-ink shadow-high",
};
