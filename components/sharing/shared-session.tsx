"use client";

import { ChevronRight } from "lucide-react";
import { useRef } from "react";
import { useMoveBetweenAnswers } from "#components/chat/move-between-answers.ts";
import { Notebook } from "#components/chat/notebook.tsx";
import { DataPanel } from "#components/datasets/data-panel.tsx";
import { FilePreview } from "#components/datasets/file-preview.tsx";
import type { SessionData } from "#components/datasets/session-data.ts";
import type { ChatMessage } from "#lib/sessions/schema.ts";

/** A session as a visitor reads it: the data's head, the notebook, nothing to change. */
export function SharedSession({
  token,
  messages,
  svgs,
  data,
}: {
  token: string;
  messages: ChatMessage[];
  svgs: Record<string, string>;
  data: SessionData;
}) {
  const notebook = useRef<HTMLDivElement>(null);
  useMoveBetweenAnswers(notebook);
  const ready = data.files.filter(({ status }) => status === "ready");
  return (
    <>
      <div className="grid min-w-0 gap-3">
        {ready.map((file) => (
          <FilePreview key={file.id} file={file} open={messages.length === 0} />
        ))}
        {ready.length > 0 && (
          <details className="group min-w-0 overflow-clip rounded-lg border border-line bg-raised">
            <summary className="flex min-h-10 list-none items-center gap-2 px-3 text-sm hover:bg-hover">
              <ChevronRight
                aria-hidden
                className="size-3.5 shrink-0 text-muted transition-transform group-open:rotate-90"
              />
              <span className="font-medium">Columns</span>
            </summary>
            <div className="border-t border-line">
              <DataPanel data={data} />
            </div>
          </details>
        )}
      </div>
      <div ref={notebook} className="mt-6">
        <Notebook
          messages={messages}
          svgs={svgs}
          resultsPath={`/api/v1/shared/${encodeURIComponent(token)}/results`}
        />
        {messages.length === 0 && <p className="text-muted">Nothing has been asked here yet.</p>}
      </div>
    </>
  );
}
