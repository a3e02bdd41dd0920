"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "./button.tsx";
import { toast } from "./toasts.ts";

/** Copies a text and says so. */
export function CopyButton({
  text,
  label = "Copy",
  look = "quiet",
}: {
  text: string | (() => string);
  label?: string;
  look?: "quiet" | "plain";
}) {
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(typeof text === "string" ? text : text());
      setCopied(true);
    } catch {
      toast("This browser does not let the page copy. Select the text and copy it by hand.", {
        tone: "danger",
      });
    }
  }

  const Icon = copied ? Check : Copy;
  return (
    <Button size="sm" look={look} onClick={copy}>
      <Icon aria-hidden className="size-3.5" />
      <span aria-live="polite">{copied ? "Copied" : label}</span>
    </Button>
  );
}
