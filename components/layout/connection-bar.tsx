"use client";

import { WifiOff } from "lucide-react";
import { useEffect, useState } from "react";
import { useConnectionLost } from "./connection.ts";

/** A server that is back within this many milliseconds was never gone, as far as a reader is concerned. */
const PATIENCE_MS = 1500;

/** Says that the connection is lost, and what that means, for as long as it is. */
export function ConnectionBar() {
  const lost = useConnectionLost();
  const [isLate, setLate] = useState(false);

  useEffect(() => {
    setLate(false);
    if (lost !== "server") return;
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [lost]);

  const shown = lost === "offline" || (lost === "server" && isLate);
  return (
    <div
      role="status"
      aria-label="Connection"
      className="pointer-events-none fixed inset-x-3 top-15 z-40 grid"
    >
      {shown && (
        <p className="flex max-w-[36rem] animate-appear items-center gap-2.5 justify-self-center rounded-lg border border-line bg-raised px-3.5 py-2 text-sm shadow-high">
          <WifiOff aria-hidden className="size-4 shrink-0 text-muted" />
          {lost === "offline" ? "You are offline." : "The server does not answer."} This page goes on by
          itself when the connection is back; nothing that you wrote is lost.
        </p>
      )}
    </div>
  );
}
