"use client";

import { usePathname } from "next/navigation";
import { useHidden } from "#components/ui/deletions.ts";
import { useTimeZone } from "#components/ui/use-time-zone.ts";
import type { SessionSummary } from "#lib/sessions/schema.ts";
import { groupByDay } from "./group-by-day.ts";
import { SessionRow } from "./session-row.tsx";

/** Sessions by day, newest first. */
export function SessionList({
  sessions,
  now,
  compact = false,
  onDeleteCurrent,
}: {
  sessions: SessionSummary[];
  /** When the list was read (ISO), so that server and browser name the days alike. */
  now: string;
  compact?: boolean;
  onDeleteCurrent?: () => void;
}) {
  const timeZone = useTimeZone();
  const hidden = useHidden();
  const path = usePathname();
  const shown = sessions.filter(({ id }) => !hidden.has(id));

  return groupByDay(shown, new Date(now), timeZone).map(({ day, items }) => (
    <section key={day} aria-label={day} className={compact ? "mb-3" : "mb-6"}>
      <h2 className={compact ? "px-2.5 py-1 text-xs text-muted" : "mb-1 px-3 text-sm text-muted"}>{day}</h2>
      <ul className="grid grid-cols-1 gap-px">
        {items.map((session) => {
          const current = path === `/sessions/${session.id}`;
          return (
            <SessionRow
              key={session.id}
              session={session}
              compact={compact}
              current={current}
              timeZone={timeZone}
              {...(current && onDeleteCurrent ? { onDelete: onDeleteCurrent } : {})}
            />
          );
        })}
      </ul>
    </section>
  ));
}
