"use client";

import { useTimeLeft } from "#components/ui/use-time-left.ts";
import { formatBytes, formatPlural, formatTimeLeft } from "#lib/core/format.ts";
import type { DataFile } from "#lib/datasets/schema.ts";

/** How far a load is: bytes, percent, and the time left once a pace can be told. */
export function LoadProgress({ file }: { file: DataFile }) {
  const { progress, byte_size, filename, loading } = file;
  const seconds = useTimeLeft(progress);
  return (
    <div className="mt-2 px-4">
      <progress aria-label={`Loading ${filename}`} max={1} value={progress} className="block w-full" />
      <p className="figures mt-1 text-xs text-muted">
        {progress > 0
          ? `Read ${formatBytes(progress * byte_size)} of ${formatBytes(byte_size)}, ${Math.floor(progress * 100)} %`
          : `Reading ${formatBytes(byte_size)}`}
        {loading?.rows_read ? `, about ${formatPlural(loading.rows_read, "row")}` : ""}
        {seconds !== null && `, ${formatTimeLeft(seconds)} left`}
      </p>
    </div>
  );
}
