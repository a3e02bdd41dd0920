"use client";

import { clsx } from "clsx";
import { X } from "lucide-react";
import { type ReactNode, useId } from "react";
import { IconButton } from "./button.tsx";
import { Modal } from "./modal.tsx";

interface Props {
  open: boolean;
  onClose: () => void;
  title: string;
  /** A line under the title that is read out when it changes. */
  subtitle?: ReactNode;
  children: ReactNode;
  /** A box in the middle of the window, a sheet at one of its edges, or as large as the window allows. */
  shape?: "box" | "left" | "right" | "window";
}

/** A modal dialog with a title and a way to close it. */
export function Dialog({ open, onClose, title, subtitle, children, shape = "box" }: Props) {
  const titleId = useId();
  const isBox = shape === "box";
  return (
    <Modal open={open} onClose={onClose} labelledBy={titleId} className={SHAPES[shape]}>
      <div className={isBox ? "p-5" : "flex h-full flex-col"}>
        <div
          className={clsx(
            "flex justify-between",
            isBox ? "mb-3 items-start gap-4" : "items-center gap-3 border-b border-line py-2 pr-2 pl-4",
          )}
        >
          <div className="min-w-0">
            <h2
              id={titleId}
              title={isBox ? undefined : title}
              className={isBox ? "pt-1 text-lg font-semibold" : "truncate font-medium"}
            >
              {title}
            </h2>
            {subtitle !== undefined && (
              <p aria-live="polite" className="figures truncate text-sm text-muted">
                {subtitle}
              </p>
            )}
          </div>
          <IconButton label="Close" onClick={onClose}>
            <X aria-hidden className="size-4" />
          </IconButton>
        </div>
        {children}
      </div>
    </Modal>
  );
}

const SHEET =
  "my-0 h-dvh max-h-none bg-page pt-[env(safe-area-inset-top)] pb-[env(safe-area-inset-bottom)] text-ink shadow-high border-line";
const SHAPES = {
  box: "m-auto max-h-[calc(100dvh-2rem)] w-[min(30rem,calc(100vw-2rem))] overflow-y-auto rounded-lg border border-line bg-raised text-ink shadow-high open:animate-appear",
  left: `mr-auto ml-0 w-[min(21rem,88vw)] border-r ${SHEET}`,
  right: `ml-auto mr-0 w-[min(26rem,94vw)] border-l ${SHEET}`,
  window:
    "m-auto h-dvh max-h-none w-screen max-w-none border-line bg-page text-ink shadow-high open:animate-appear sm:h-[min(94dvh,70rem)] sm:w-[min(96vw,100rem)] sm:rounded-lg sm:border",
};
