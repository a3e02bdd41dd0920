"use client";

import { Upload } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { problemOf } from "#components/ui/problem-of.ts";
import { toast } from "#components/ui/toasts.ts";
import type { DataFile } from "#lib/datasets/schema.ts";

/** Sends a newer version of a file in the old one's place; answers made from the old one keep its numbers. */
export function ReplaceFile({ file, onChange }: { file: DataFile; onChange: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [isPending, setPending] = useState(false);

  async function send(chosen: File | undefined) {
    if (chosen === undefined) return;
    setPending(true);
    const failure = await sendFile(file.id, chosen);
    setPending(false);
    if (failure !== null) toast(failure, { tone: "danger", ms: 12_000 });
    onChange();
  }

  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        aria-hidden
        onChange={({ target }) => {
          void send(target.files?.[0]);
          target.value = "";
        }}
      />
      <Button
        size="sm"
        look="quiet"
        disabled={isPending}
        aria-label={`Replace ${file.filename} with a newer version`}
        onClick={() => input.current?.click()}
      >
        <Upload aria-hidden className="size-3.5" />
        {isPending ? "Sending…" : "Replace"}
      </Button>
    </>
  );
}

async function sendFile(fileId: string, chosen: File): Promise<string | null> {
  const body = new FormData();
  body.append("file", chosen);
  const reply = await fetch(`/api/v1/files/${fileId}/reload`, { method: "POST", body }).catch(() => null);
  if (reply === null) return "The server cannot be reached. Try again.";
  return reply.ok ? null : problemOf(reply);
}
