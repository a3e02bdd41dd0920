"use client";

import { Trash2 } from "lucide-react";
import { useState } from "react";
import { deleteFileAction } from "#app/(workspace)/sessions/actions.ts";
import { Button, IconButton } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { toast } from "#components/ui/toasts.ts";
import { formatBytes, formatCount, formatPlural } from "#lib/core/format.ts";
import type { DataFile, TableProfile } from "#lib/datasets/schema.ts";
import { ColumnItem } from "./column-item.tsx";

/** A file or a derived table in the data panel: how its load goes, what it holds, and the way to delete it. */
export function FileItem({
  file,
  profile,
  onChange,
}: {
  file: DataFile;
  profile: TableProfile | undefined;
  /** Absent where the data may only be read. */
  onChange?: () => void;
}) {
  const byName = new Map(profile?.columns.map((column) => [column.name, column]));
  return (
    <section aria-label={file.filename} className="border-b border-line py-3">
      <div className="flex items-start gap-2 pr-1.5 pl-4">
        <div className="min-w-0 flex-1">
          <h3 className="truncate text-sm font-medium" title={file.filename}>
            {file.kind === "derived" ? file.table : file.filename}
          </h3>
          <p className="figures text-xs text-muted">{summaryOf(file)}</p>
        </div>
        {onChange && <DeleteFile file={file} onChange={onChange} />}
      </div>
      <LoadState file={file} />
      {file.status === "ready" && (
        <ul aria-label={`Columns of ${file.table}`} className="mt-1.5">
          {file.columns.map((column) => (
            <ColumnItem
              key={column.name}
              column={column}
              profile={byName.get(column.name)}
              rowCount={file.row_count ?? 0}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function summaryOf(file: DataFile): string {
  const { kind, table, row_count, column_count, byte_size } = file;
  const size = row_count === null ? null : formatPlural(row_count, "row");
  const width = column_count === null ? null : formatPlural(column_count, "column");
  const origin = kind === "derived" ? "made in this session" : `${formatBytes(byte_size)}, table ${table}`;
  return [size, width, origin].filter(Boolean).join(", ");
}

function LoadState({ file }: { file: DataFile }) {
  if (file.status === "failed") {
    return (
      <p role="alert" className="mt-1.5 px-4 text-sm break-words text-danger">
        {file.error ?? "The file could not be read."}
      </p>
    );
  }
  if (file.status === "loading") {
    return (
      <div className="mt-2 px-4">
        <progress
          aria-label={`Loading ${file.filename}`}
          max={1}
          value={file.progress}
          className="block w-full"
        />
        <p className="figures mt-1 text-xs text-muted">
          Reading {formatBytes(file.byte_size)}, {formatCount(Math.floor(file.progress * 100))} % done
        </p>
      </div>
    );
  }
  const warnings = file.receipt?.warnings ?? [];
  if (warnings.length === 0) return null;
  return (
    <ul className="mt-1.5 grid gap-1 px-4 text-xs text-unverified">
      {warnings.map((warning) => (
        <li key={warning} className="break-words">
          {warning}
        </li>
      ))}
    </ul>
  );
}

function DeleteFile({ file, onChange }: { file: DataFile; onChange: () => void }) {
  const [asking, setAsking] = useState(false);

  async function remove() {
    setAsking(false);
    const outcome = await deleteFileAction(file.id).catch(() => null);
    if (outcome?.ok) onChange();
    else
      toast(outcome?.message ?? "The file was not deleted: the server cannot be reached.", {
        tone: "danger",
      });
  }

  return (
    <>
      <IconButton
        label={`Delete ${file.filename}`}
        className="hover:text-danger"
        onClick={() => setAsking(true)}
      >
        <Trash2 aria-hidden className="size-3.5" />
      </IconButton>
      <Dialog open={asking} onClose={() => setAsking(false)} title={`Delete ${file.filename}?`}>
        <p className="mb-5 text-muted">
          Its table and its bytes are gone at once, and questions can no longer use it. Answers that were
          given stay.
        </p>
        <div className="flex justify-end gap-2">
          <Button onClick={() => setAsking(false)}>Keep it</Button>
          <Button look="danger" onClick={remove}>
            Delete file
          </Button>
        </div>
      </Dialog>
    </>
  );
}
