"use client";

import { ScanSearch } from "lucide-react";
import { FilePreview } from "#components/datasets/file-preview.tsx";
import type { SessionData } from "#components/datasets/session-data.ts";
import { Button } from "#components/ui/button.tsx";
import { StatusLine } from "./status-line.tsx";

/** The head of a notebook: the data itself, and before the first question what is worth asking of it. */
export function Opening({
  data,
  fresh,
  busy,
  onAsk,
  onLookOver,
}: {
  data: SessionData;
  /** Nothing has been asked yet. */
  fresh: boolean;
  busy: boolean;
  onAsk: (question: string) => void;
  onLookOver: () => void;
}) {
  const ready = data.files.filter(({ status }) => status === "ready");
  const loading = data.files.filter(({ status }) => status === "loading");
  const failed = data.files.filter(({ status }) => status === "failed");
  return (
    <div className="grid min-w-0 gap-3">
      {ready.map((file) => (
        <FilePreview key={`${file.id}-${fresh}`} file={file} open={fresh} />
      ))}
      {loading.length > 0 && (
        <StatusLine message={`Reading ${loading.map((file) => file.filename).join(", ")}…`} />
      )}
      {failed.map((file) => (
        <p key={file.id} role="alert" className="text-sm break-words text-danger">
          {file.filename}: {file.error ?? "the file could not be read."}
        </p>
      ))}
      {fresh && ready.length > 0 && (
        <Suggestions questions={data.suggestions} busy={busy} onAsk={onAsk} onLookOver={onLookOver} />
      )}
    </div>
  );
}

function Suggestions({
  questions,
  busy,
  onAsk,
  onLookOver,
}: {
  questions: string[];
  busy: boolean;
  onAsk: (question: string) => void;
  onLookOver: () => void;
}) {
  return (
    <section aria-label="Suggestions" className="mt-4 grid justify-items-start gap-1">
      <Button look="plain" onClick={onLookOver} disabled={busy} className="mb-3">
        <ScanSearch aria-hidden className="size-4 text-accent" />
        Look it over for me
      </Button>
      {questions.length > 0 && <h2 className="text-sm text-muted">Worth asking of this data</h2>}
      <ul className="w-full">
        {questions.map((question) => (
          <li key={question}>
            <button
              type="button"
              disabled={busy}
              onClick={() => onAsk(question)}
              className="-mx-2 min-h-10 w-[calc(100%+1rem)] rounded-md px-2 py-1.5 text-left text-lg text-accent hover:bg-hover"
            >
              {question}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
