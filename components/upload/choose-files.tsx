"use client";

import { Upload } from "lucide-react";
import { useRef } from "react";
import { Button } from "#components/ui/button.tsx";

/** What the file dialog offers; the server decides by itself what it can read. */
const ACCEPT = ".csv,.tsv,.txt,.tab,.dat,.psv,.parquet,.json,.jsonl,.ndjson,.geojson,.xlsx,.gz,.zst,.zip";

/** Opens the file dialog for something that is no button of ours: a command or a key. */
export function chooseFiles(onFiles: (files: File[]) => void): void {
  const input = document.createElement("input");
  Object.assign(input, { type: "file", multiple: true, accept: ACCEPT });
  input.addEventListener("change", () => {
    const files = [...(input.files ?? [])];
    if (files.length > 0) onFiles(files);
  });
  input.click();
}

/** A button that opens the file dialog. */
export function ChooseFiles({
  label,
  onFiles,
  look = "primary",
  size = "md",
}: {
  label: string;
  onFiles: (files: File[]) => void;
  look?: "primary" | "plain" | "quiet";
  size?: "md" | "sm";
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        accept={ACCEPT}
        aria-label={label}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
      <Button look={look} size={size} onClick={() => input.current?.click()}>
        <Upload aria-hidden className="size-4" />
        {label}
      </Button>
    </>
  );
}
