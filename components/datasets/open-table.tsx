"use client";

import { Table2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { DataFile, TableProfile } from "#lib/datasets/schema.ts";

const loadView = () => import("./grid/table-view.tsx");
const TableView = lazy(loadView);

/** Opens a file's whole table. Its code is fetched when the pointer or the focus comes near. */
export function OpenTable({ file, profile }: { file: DataFile; profile: TableProfile | undefined }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="sm"
        aria-haspopup="dialog"
        aria-label={`Open table ${file.table}`}
        onPointerEnter={() => void loadView()}
        onFocus={() => void loadView()}
        onClick={() => setOpen(true)}
      >
        <Table2 aria-hidden className="size-3.5 text-accent" />
        Open table
      </Button>
      {isOpen && (
        <Suspense>
          <TableView file={file} profile={profile} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
