"use client";

import { SlidersHorizontal } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { DataFile } from "#lib/datasets/schema.ts";

const loadView = () => import("./reload-view.tsx").then(({ ReloadView }) => ({ default: ReloadView }));
const ReloadView = lazy(loadView);

/** Opens the dialog that corrects how a text file is read. Its code is fetched when the pointer or the focus comes near. */
export function OpenReload({ file, onChange }: { file: DataFile; onChange: () => void }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="sm"
        look="quiet"
        aria-haspopup="dialog"
        aria-label={`Change how ${file.filename} is read`}
        onPointerEnter={() => void loadView()}
        onFocus={() => void loadView()}
        onClick={() => setOpen(true)}
      >
        <SlidersHorizontal aria-hidden className="size-3.5" />
        Read it differently
      </Button>
      {isOpen && (
        <Suspense>
          <ReloadView file={file} onChange={onChange} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
