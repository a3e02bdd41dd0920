import { clsx } from "clsx";
import type { ReactNode } from "react";

/** A sentence that went wrong or needs attention, with what to do next beside it. */
export function Notice({
  tone,
  children,
  action,
}: {
  tone: "danger" | "quiet";
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div
      role={tone === "danger" ? "alert" : "status"}
      className={clsx(
        "flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-md border px-3.5 py-2.5 text-sm",
        tone === "danger" ? "border-danger/35 bg-danger-tint text-ink" : "border-line bg-surface text-ink",
      )}
    >
      <div className="min-w-0 break-words">{children}</div>
      {action}
    </div>
  );
}
