"use client";

import { clsx } from "clsx";
import { Link2, Pencil, Trash2 } from "lucide-react";
import Link, { useLinkStatus } from "next/link";
import { useState } from "react";
import { renameSessionAction } from "#app/(workspace)/sessions/actions.ts";
import { IconButton } from "#components/ui/button.tsx";
import { TitleInput } from "#components/ui/title-input.tsx";
import { toast } from "#components/ui/toasts.ts";
import { formatPlural, formatTime } from "#lib/core/format.ts";
import type { SessionSummary } from "#lib/sessions/schema.ts";
import { deleteSessionWithUndo } from "./delete-session.ts";
import { tellOfSessions } from "./session-news.ts";

/** One session: where it leads, what is in it, and the ways to rename and delete it. */
export function SessionRow({
  session,
  compact,
  current,
  timeZone,
  onDelete,
}: {
  session: SessionSummary;
  compact: boolean;
  current: boolean;
  timeZone: string;
  onDelete?: () => void;
}) {
  const [renaming, setRenaming] = useState(false);
  const [title, setTitle] = useState(session.title);
  const [given, setGiven] = useState(session.title);
  if (given !== session.title) {
    setGiven(session.title);
    setTitle(session.title);
  }

  async function rename(next: string) {
    setRenaming(false);
    if (next === title) return;
    setTitle(next);
    const outcome = await renameSessionAction(session.id, next).catch(() => null);
    if (outcome?.ok) return tellOfSessions();
    setTitle(session.title);
    toast(outcome?.message ?? "The title was not changed: the server cannot be reached.", { tone: "danger" });
  }

  function remove() {
    deleteSessionWithUndo({ id: session.id, title });
    onDelete?.();
  }

  return (
    <li
      className={clsx(
        "group relative flex items-center gap-1 rounded-md hover:bg-hover focus-within:bg-hover",
        current && "bg-tint",
        compact ? "min-h-9 pr-0.5 pl-2.5 max-sm:min-h-11" : "min-h-14 py-1 pr-1 pl-3",
      )}
    >
      <div className="min-w-0 flex-1">
        {renaming ? (
          <TitleInput
            label="Session title"
            value={title}
            onDone={rename}
            onCancel={() => setRenaming(false)}
          />
        ) : (
          <Link
            href={`/sessions/${session.id}`}
            prefetch={false}
            aria-current={current ? "page" : undefined}
            className={clsx(
              "block truncate after:absolute after:inset-0",
              compact ? "text-sm" : "font-medium",
              current && "font-medium",
            )}
          >
            {title}
            <Opening />
          </Link>
        )}
        {!compact && <Details session={session} timeZone={timeZone} />}
      </div>
      <div
        className={clsx(
          "relative flex shrink-0",
          compact &&
            "opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100",
        )}
      >
        <IconButton label={`Rename ${title}`} onClick={() => setRenaming(true)}>
          <Pencil aria-hidden className="size-3.5" />
        </IconButton>
        <IconButton label={`Delete ${title}`} onClick={remove} className="hover:text-danger">
          <Trash2 aria-hidden className="size-3.5" />
        </IconButton>
      </div>
    </li>
  );
}

/** Shown while the session is on its way. */
function Opening() {
  const { pending } = useLinkStatus();
  if (!pending) return null;
  return (
    <span role="status" className="ml-2 text-sm font-normal text-muted">
      opening…
    </span>
  );
}

function Details({ session, timeZone }: { session: SessionSummary; timeZone: string }) {
  const [first, ...others] = session.files;
  const files = first
    ? `${first.filename}${others.length > 0 ? ` and ${formatPlural(others.length, "other file")}` : ""}`
    : "No data yet";
  const rows =
    first && others.length === 0 && first.row_count !== null ? formatPlural(first.row_count, "row") : null;
  return (
    <p className="flex items-center gap-2 truncate text-sm text-muted">
      <time dateTime={session.updated_at}>{formatTime(session.updated_at, timeZone)}</time>
      <span className="truncate">{[files, rows].filter(Boolean).join(", ")}</span>
      {session.shared && (
        <span className="inline-flex items-center gap-1">
          <Link2 aria-hidden className="size-3.5" />
          shared
        </span>
      )}
    </p>
  );
}
