"use client";

import { clsx } from "clsx";
import { useEffect, useRef } from "react";

const LONGEST = 200;

/** A title being renamed in place: Enter or leaving the field keeps it, Escape gives it up, emptiness changes nothing. */
export function TitleInput({
  label,
  value,
  onDone,
  onCancel,
  className,
}: {
  label: string;
  value: string;
  onDone: (title: string) => void;
  onCancel: () => void;
  className?: string;
}) {
  const input = useRef<HTMLInputElement>(null);
  const settled = useRef(false);

  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);

  function settle(kept: boolean) {
    if (settled.current) return;
    settled.current = true;
    const title = input.current?.value.trim() ?? "";
    if (kept && title !== "") onDone(title);
    else onCancel();
  }

  return (
    <input
      ref={input}
      aria-label={label}
      defaultValue={value}
      maxLength={LONGEST}
      onBlur={() => settle(true)}
      onKeyDown={(event) => {
        if (event.key === "Enter") settle(true);
        if (event.key === "Escape") {
          event.stopPropagation();
          settle(false);
        }
      }}
      className={clsx("relative w-full min-w-0 rounded-sm border border-edge bg-raised px-1.5", className)}
    />
  );
}
