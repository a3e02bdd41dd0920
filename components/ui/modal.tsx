"use client";

import { type ReactNode, useEffect, useRef } from "react";

/**
 * The platform's own modal dialog: focus stays inside, Escape and a click outside close it, the page behind is
 * inert, and focus returns to what opened it. What is marked `data-focus-first` gets it meanwhile.
 */
export function Modal({
  open,
  onClose,
  labelledBy,
  label,
  className,
  children,
}: {
  open: boolean;
  onClose: () => void;
  labelledBy?: string;
  label?: string;
  className: string;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    if (open && !element.open) {
      element.showModal();
      element.querySelector<HTMLElement>("[data-focus-first]")?.focus();
    }
    if (!open && element.open) element.close();
  }, [open]);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself; the click is the backdrop's
    <dialog
      ref={dialog}
      aria-labelledby={labelledBy}
      aria-label={label}
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && onClose()}
      className={className}
    >
      {open && children}
    </dialog>
  );
}
