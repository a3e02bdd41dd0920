"use client";

import { lazy, Suspense, useState } from "react";
import { Dialog } from "#components/ui/dialog.tsx";
import { formatShare } from "#lib/core/format.ts";
import type { ColumnProfile, FileColumn } from "#lib/datasets/schema.ts";
import { typeLabel } from "./column-format.ts";
import { Spark } from "./spark.tsx";

const FullProfile = lazy(() => import("./full-profile.tsx"));

interface Props {
  column: FileColumn;
  profile: ColumnProfile | undefined;
  rowCount: number;
  /** Puts a question where the person can finish it; absent where nothing can be asked. */
  onAsk?: (question: string) => void;
}

/** One column of a table: type, what is missing, its distribution; a click opens its whole profile. */
export function ColumnItem({ column, profile, rowCount, onAsk }: Props) {
  const [isOpen, setOpen] = useState(false);
  const label = <Glance column={column} profile={profile} rowCount={rowCount} />;
  if (!profile) return <li className="flex items-center gap-3 px-4 py-1">{label}</li>;
  return (
    <li>
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className="flex w-full items-center gap-3 px-4 py-1 text-left -outline-offset-2 hover:bg-hover"
      >
        {label}
      </button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} title={column.name}>
        <Suspense fallback={<p className="text-sm text-muted">Opening the profile…</p>}>
          <FullProfile
            profile={profile}
            rowCount={rowCount}
            {...(onAsk && {
              onAsk: (question: string) => {
                setOpen(false);
                onAsk(question);
              },
            })}
          />
        </Suspense>
      </Dialog>
    </li>
  );
}

function Glance({ column, profile, rowCount }: Pick<Props, "column" | "profile" | "rowCount">) {
  return (
    <>
      <span className="min-w-0 flex-1">
        <span className="block truncate font-mono text-xs text-ink" title={column.name}>
          {column.name}
        </span>
        <span className="figures flex gap-1.5 text-xs text-muted">
          <span className="truncate" title={column.type}>
            {typeLabel(column.type)}
          </span>
          {profile && profile.nulls > 0 && (
            <span className="shrink-0">{formatShare(profile.nulls, rowCount)} missing</span>
          )}
        </span>
      </span>
      {profile && (
        <span className="grid shrink-0 gap-0.5">
          <Spark profile={profile} rowCount={rowCount} />
          <MissingShare nulls={profile.nulls} rowCount={rowCount} />
        </span>
      )}
    </>
  );
}

/** A line under the distribution: the part of the rows that has a value. */
function MissingShare({ nulls, rowCount }: { nulls: number; rowCount: number }) {
  if (nulls === 0 || rowCount === 0) return null;
  // A few missing values must show, and so must a few that are there.
  const present = Math.min(98, Math.max(2, (1 - nulls / rowCount) * 100));
  return (
    <svg viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true" className="h-0.5 w-20">
      <rect width="100" height="2" className="fill-line" />
      <rect width={nulls === rowCount ? 0 : present} height="2" className="fill-muted" />
    </svg>
  );
}
