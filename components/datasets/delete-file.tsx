"use client";

import { Trash2 } from "lucide-react";
import { deleteFileAction } from "#app/(workspace)/sessions/actions.ts";
import { IconButton } from "#components/ui/button.tsx";
import { deleteWithUndo } from "#components/ui/deletions.ts";
import type { DataFile } from "#lib/datasets/schema.ts";

/** Takes a file off the page, and deletes it with its table unless that is taken back within seconds. */
export function DeleteFile({ file, onChange }: { file: DataFile; onChange: () => void }) {
  const name = file.kind === "derived" ? file.table : file.filename;
  const thing = { id: file.id, name, path: `/api/v1/files/${file.id}`, onDeleted: onChange };
  return (
    <IconButton
      label={`Delete ${file.filename}`}
      className="hover:text-danger"
      onClick={() => deleteWithUndo(thing, deleteFileAction)}
    >
      <Trash2 aria-hidden className="size-3.5" />
    </IconButton>
  );
}
