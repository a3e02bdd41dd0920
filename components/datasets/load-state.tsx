import { formatCount } from "#lib/core/format.ts";
import type { DataFile } from "#lib/datasets/schema.ts";
import { LoadProgress } from "./load-progress.tsx";
import { LoadReceipt } from "./load-receipt.tsx";

/** Beyond this the warnings stand in the receipt. */
const WARNINGS = 3;

/** How the load of a file goes, or went. */
export function LoadState({ file, canChange }: { file: DataFile; canChange: boolean }) {
  if (file.status === "loading") return <LoadProgress file={file} />;
  if (file.status === "failed") return <Failure file={file} canChange={canChange} />;
  const warnings = file.receipt?.warnings ?? [];
  return (
    <>
      {file.error !== null && (
        <p role="alert" className="mt-1.5 px-4 text-sm break-words text-danger">
          {file.error} The table is as it was before.
        </p>
      )}
      {warnings.length > 0 && (
        <ul
          aria-label={`Warnings about ${file.filename}`}
          className="mt-1.5 grid gap-1 px-4 text-xs text-unverified"
        >
          {warnings.slice(0, WARNINGS).map((warning) => (
            <li key={warning} className="break-words">
              {warning}
            </li>
          ))}
          {warnings.length > WARNINGS && (
            <li>And {formatCount(warnings.length - WARNINGS)} more, in the receipt.</li>
          )}
        </ul>
      )}
      <LoadReceipt file={file} moreWarnings={warnings.slice(WARNINGS)} />
    </>
  );
}

function Failure({ file, canChange }: { file: DataFile; canChange: boolean }) {
  const isExpired = file.expired_at !== null;
  return (
    <div className="mt-1.5 px-4 text-sm break-words">
      <p role={isExpired ? undefined : "alert"} className={isExpired ? "text-muted" : "text-danger"}>
        {file.error ?? "The file could not be read."}
      </p>
      {canChange && !isExpired && (
        <p className="mt-1 text-muted">Mend the file and add it again; this entry can then be deleted.</p>
      )}
    </div>
  );
}
