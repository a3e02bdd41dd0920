"use client";

import { useState } from "react";
import { WindowDialog } from "#components/datasets/grid/window-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { problemOf } from "#components/ui/problem-of.ts";
import { toast } from "#components/ui/toasts.ts";
import type { DataFile } from "#lib/datasets/schema.ts";
import type { DialectWish } from "#lib/ingest/schema.ts";
import { withType } from "./dialect-choices.ts";
import { DialectForm } from "./dialect-form.tsx";
import { PreviewTable } from "./preview-table.tsx";
import { useFilePreview } from "./use-file-preview.ts";

/** Corrects how a text file was read, with the first rows live, and loads it again. */
export function ReloadView({
  file,
  onClose,
  onChange,
}: {
  file: DataFile;
  onClose: () => void;
  onChange: () => void;
}) {
  const [wish, setWish] = useState<DialectWish>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const state = useFilePreview(file.id, wish);

  async function reload() {
    setPending(true);
    const failure = await sendReload(file.id, wish);
    setPending(false);
    setProblem(failure);
    if (failure !== null) return;
    toast(`${file.filename} is being read again. Earlier answers keep the numbers they were made from.`);
    onChange();
    onClose();
  }

  return (
    <WindowDialog title={`How ${file.filename} is read`} subtitle={file.table} onClose={onClose}>
      <div className="flex min-h-0 flex-1 flex-col max-lg:overflow-y-auto lg:flex-row">
        <div className="border-line p-4 max-lg:border-b lg:w-72 lg:overflow-y-auto lg:border-r">
          <DialectForm wish={wish} preview={state.preview} onChange={setWish} />
        </div>
        <PreviewTable
          state={state}
          types={wish.types}
          onType={(column, type) => setWish((before) => withType(before, column, type))}
        />
      </div>
      <div className="flex flex-wrap items-center justify-end gap-3 border-t border-line p-3">
        {problem !== null && (
          <p role="alert" className="mr-auto text-sm text-danger">
            {problem}
          </p>
        )}
        <Button onClick={() => setWish({})} disabled={Object.keys(wish).length === 0}>
          As found
        </Button>
        <Button
          look="primary"
          disabled={isPending || state.problem !== null || Object.keys(wish).length === 0}
          onClick={() => void reload()}
        >
          {isPending ? "Starting…" : "Load again"}
        </Button>
      </div>
    </WindowDialog>
  );
}

async function sendReload(fileId: string, wish: DialectWish): Promise<string | null> {
  const reply = await fetch(`/api/v1/files/${fileId}/reload`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ dialect: wish }),
  }).catch(() => null);
  if (reply === null) return "The server cannot be reached. Try again.";
  return reply.ok ? null : problemOf(reply);
}
