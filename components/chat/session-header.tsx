"use client";

import { Database, PanelLeft, Pencil, Trash2 } from "lucide-react";
import { useImperativeHandle, useRef, useState } from "react";
import { renameSessionAction } from "#app/(workspace)/sessions/actions.ts";
import { OpenPalette } from "#components/palette/open-palette.tsx";
import { tellOfSessions } from "#components/sessions/session-news.ts";
import { ShareDialog } from "#components/sharing/share-dialog.tsx";
import { Button, IconButton } from "#components/ui/button.tsx";
import { TitleInput } from "#components/ui/title-input.tsx";
import { toast } from "#components/ui/toasts.ts";

/** What commands do here. */
export interface HeaderHandle {
  rename: () => void;
  share: () => void;
}

/** The bar above a session: the panels, the title (renamed in place), sharing, deleting. */
export function SessionHeader({
  ref,
  session,
  onTitle,
  onShared,
  onDelete,
  onToggle,
}: {
  ref: React.Ref<HeaderHandle>;
  session: { id: string; title: string; shared: boolean };
  onTitle: (title: string) => void;
  onShared: (shared: boolean) => void;
  onDelete: () => void;
  onToggle: (panel: "sessions" | "data") => void;
}) {
  const [renaming, setRenaming] = useState(false);
  const sharing = useRef<HTMLSpanElement>(null);
  useImperativeHandle(ref, () => ({
    rename: () => setRenaming(true),
    // The dialog opens as if its own button had been pressed, which then gets the focus back.
    share: () => sharing.current?.querySelector("button")?.click(),
  }));

  async function rename(title: string) {
    setRenaming(false);
    if (title === session.title) return;
    const before = session.title;
    onTitle(title);
    const outcome = await renameSessionAction(session.id, title).catch(() => null);
    if (outcome?.ok) return tellOfSessions();
    onTitle(before);
    toast(outcome?.message ?? "The title was not changed: the server cannot be reached.", { tone: "danger" });
  }

  return (
    <header className="sticky top-0 z-20 flex h-13 items-center gap-1 border-b border-line bg-page px-2 max-sm:gap-0 max-sm:px-1">
      <IconButton label="Sessions panel" onClick={() => onToggle("sessions")}>
        <PanelLeft aria-hidden className="size-4" />
      </IconButton>
      <div className="group flex min-w-0 flex-1 items-center gap-1 px-1">
        {renaming ? (
          <TitleInput
            label="Session title"
            value={session.title}
            onDone={rename}
            onCancel={() => setRenaming(false)}
            className="max-w-lg font-medium"
          />
        ) : (
          <>
            <h1 className="truncate font-medium" title={session.title}>
              {session.title}
            </h1>
            <IconButton label="Rename session" onClick={() => setRenaming(true)}>
              <Pencil aria-hidden className="size-3.5" />
            </IconButton>
          </>
        )}
      </div>
      <OpenPalette />
      <span ref={sharing} className="contents">
        <ShareDialog sessionId={session.id} shared={session.shared} onShared={onShared} />
      </span>
      <IconButton label="Delete session" className="hover:text-danger max-sm:hidden" onClick={onDelete}>
        <Trash2 aria-hidden className="size-4" />
      </IconButton>
      <Button size="sm" look="quiet" onClick={() => onToggle("data")} aria-label="Data panel">
        <Database aria-hidden className="size-4" />
        <span className="max-sm:sr-only">Data</span>
      </Button>
    </header>
  );
}
