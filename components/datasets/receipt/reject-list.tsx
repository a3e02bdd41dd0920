import { Download } from "lucide-react";
import { buttonClass } from "#components/ui/button.tsx";
import { formatCount, formatPlural } from "#lib/core/format.ts";
import type { DataFile, Reject } from "#lib/datasets/schema.ts";

const SHOWN = 5;

/** What did not become part of the table: the first few, and all of them as a file. */
export function RejectList({ file, rejects }: { file: DataFile; rejects: Reject[] }) {
  if (rejects.length === 0) return null;
  const total = file.receipt?.rows_rejected ?? 0;
  return (
    <div className="mt-2 px-1.5">
      <h4 className="text-muted">{formatPlural(Math.max(total, 1), "row")} left out</h4>
      <ul className="mt-1 grid gap-1.5">
        {rejects.slice(0, SHOWN).map((reject) => (
          <li key={`${reject.line}-${reject.column}-${reject.text}`}>
            <span className="block">{placeOf(reject)}</span>
            <span className="block truncate font-mono text-muted" title={reject.text}>
              {reject.text === "" ? "(empty)" : reject.text}
            </span>
          </li>
        ))}
      </ul>
      <a
        href={`/api/v1/files/${file.id}/rejects`}
        download
        aria-label={`Download the rejected rows of ${file.filename}`}
        className={`${buttonClass("plain", "sm")} mt-2`}
      >
        <Download aria-hidden className="size-3.5" />
        {rejects.length > SHOWN ? "Download all as CSV" : "Download as CSV"}
      </a>
    </div>
  );
}

function placeOf({ line, column, reason }: Reject): string {
  const where = [line === null ? null : `Line ${formatCount(line)}`, column].filter(Boolean).join(", ");
  return where === "" ? reason : `${where}: ${reason}`;
}
