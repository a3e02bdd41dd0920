"use client";

import { X } from "lucide-react";
import { type ReactNode, useId } from "react";
import { IconButton } from "#components/ui/button.tsx";
import { Modal } from "#components/ui/modal.tsx";

/** A modal dialog as large as the window allows, for a whole table; on a phone it is the window. */
export function WindowDialog({
  title,
  subtitle,
  onClose,
  children,
}: {
  title: string;
  subtitle: ReactNode;
  onClose: () => void;
  children: ReactNode;
}) {
  const titleId = useId();
  return (
    <Modal
      open
      onClose={onClose}
      labelledBy={titleId}
      className="m-auto h-dvh max-h-none w-screen max-w-none border-line bg-page text-ink shadow-high open:animate-appear sm:h-[min(94dvh,70rem)] sm:w-[min(96vw,100rem)] sm:rounded-lg sm:border"
    >
      <div className="flex h-full flex-col">
        <div className="flex items-center gap-3 border-b border-line py-2 pr-2 pl-4">
          <div className="min-w-0 flex-1">
            <h2 id={titleId} className="truncate font-medium" title={title}>
              {title}
            </h2>
            <p aria-live="polite" className="figures truncate text-sm text-muted">
              {subtitle}
            </p>
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
