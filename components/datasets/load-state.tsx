import type { DataFile } from "#lib/datasets/schema.ts";
import { LoadProgress } from "./load-progress.tsx";
import { LoadReceipt } from "./load-receipt.tsx";

/** How the load of a file goes, or went. */
export function LoadState({ file, canChange }: { file: DataFile; canChange: boolean }) {
  if (file.status === "loading") return <LoadProgress file={file} />;
  if (file.status === "failed") return <Failure file={file} canChange={canChange} />;
  const warnings = file.receipt?.warnings ?? [];
  return (
    <>
      {warnings.length > 0 && (
        <ul
          aria-label={`Warnings about ${file.filename}`}
          className="mt-1.5 grid gap-1 px-4 text-xs text-unverified"
        >
          {warnings.map((warning) => (
            <li key={warning} className="break-words">
              {warning}
            </li>
          ))}
        </ul>
      )}
      <LoadReceipt file={file} />
    </>
  );
}

function Failure({ file, canChange }: { file: DataFile; canChange: boolean }) {
  return (
    <div className="mt-1.5 px-4 text-sm break-words">
      <p role="alert" className="text-danger">
        {file.error ?? "The file could not be read."}
      </p>
      {canChange && (
        <p className="mt-1 text-muted">Mend the file and add it again; this entry can then be deleted.</p>
      )}
    </div>
  );
}
