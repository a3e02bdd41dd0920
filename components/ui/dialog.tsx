"use client";

import { X } from "lucide-react";
import { type ReactNode, useId } from "react";
import { IconButton } from "./button.tsx";
import { Modal } from "./modal.tsx";

/** A modal dialog with a title and a way to close it: a box in the middle of the window, or a sheet at its edge. */
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
  const titleId = useId();
  return (
    <Modal open={open} onClose={onClose} labelledBy={titleId} className={side ? SHEET[side] : BOX}>
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
    </Modal>
  );
}

const BOX =
  "m-auto max-h-[calc(100dvh-2rem)] w-[min(30rem,calc(100vw-2rem))] overflow-y-auto rounded-lg border border-line bg-raised text-ink shadow-high open:animate-appear";
const SHEET_BASE =
  "my-0 h-dvh max-h-none bg-page pt-[env(safe-area-inset-top)] pb-[env(safe-area-inset-bottom)] text-ink shadow-high border-line";
const SHEET = {
  left: `mr-auto ml-0 w-[min(21rem,88vw)] border-r ${SHEET_BASE}`,
  right: `ml-auto mr-0 w-[min(26rem,94vw)] border-l ${SHEET_BASE}`,
};
