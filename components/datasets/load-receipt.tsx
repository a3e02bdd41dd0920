import { ChevronRight, Download } from "lucide-react";
import { buttonClass } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { formatBytes, formatCount, formatPlural } from "#lib/core/format.ts";
import type { DataFile, Receipt } from "#lib/datasets/schema.ts";
import { CoercionList } from "./receipt/coercion-list.tsx";
import { readingFacts } from "./receipt/reading-facts.ts";
import { RejectList } from "./receipt/reject-list.tsx";

/** What is not as the file has it shows without a click. */
function inShort({ rows_rejected, warnings, coerced }: Receipt): string {
  const columns = new Set(coerced.map(({ column }) => column)).size;
  const parts = [
    ...(rows_rejected > 0 ? [`${formatPlural(rows_rejected, "row")} left out`] : []),
    ...(columns > 0 ? [`${formatPlural(columns, "column")} converted`] : []),
    ...(warnings.length > 0 ? [formatPlural(warnings.length, "warning")] : []),
  ];
  return parts.length === 0 ? "no warnings" : parts.join(", ");
}

/** What a load did to a file: what was read, what was noticed, and the fingerprint that proves which bytes they were. */
export function LoadReceipt({
  file,
  moreWarnings,
}: {
  file: DataFile;
  /** Those that do not stand beside it. */
  moreWarnings: readonly string[];
}) {
  const { receipt, kind } = file;
  if (receipt === null) return null;
  const { fingerprint, row_count } = receipt;
  const isDerived = kind === "derived";
  const facts: [string, string][] = [
    ["Rows loaded", formatCount(row_count)],
    ...readingFacts(receipt),
    ["Columns", formatCount(file.columns.length)],
    [
      isDerived ? "Stored" : "Bytes",
      isDerived ? formatBytes(file.byte_size) : `${formatCount(file.byte_size)}, ${file.format}`,
    ],
    ["At", `${file.created_at.slice(0, 16).replace("T", " ")} UTC`],
  ];
  return (
    <details className="group mt-1 px-2.5 text-xs">
      <summary className="inline-flex min-h-7 max-sm:min-h-10 pointer-coarse:min-h-10 list-none items-center gap-1 rounded-md px-1.5 text-muted hover:bg-hover hover:text-ink">
        <ChevronRight aria-hidden className="size-3 transition-transform group-open:rotate-90" />
        Receipt, {inShort(receipt)}
      </summary>
      <dl className="figures mt-1 grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5 px-1.5">
        {facts.map(([term, value]) => (
          <div key={term} className="contents">
            <dt className="text-muted">{term}</dt>
            <dd className="text-right">{value}</dd>
          </div>
        ))}
        <dt className="col-span-2 mt-1 text-muted">
          {isDerived ? "Fingerprint of its rows (SHA-256)" : "Fingerprint of the file (SHA-256)"}
        </dt>
        <dd className="col-span-2 font-mono break-all">{fingerprint}</dd>
      </dl>
      <CopyButton text={fingerprint} label="Copy fingerprint" />
      {moreWarnings.length > 0 && (
        <ul aria-label="More warnings" className="mt-2 grid gap-1 px-1.5 text-unverified">
          {moreWarnings.map((warning) => (
            <li key={warning} className="break-words">
              {warning}
            </li>
          ))}
        </ul>
      )}
      <CoercionList coerced={receipt.coerced} />
      <RejectList file={file} rejects={receipt.rejects} />
      {file.has_original && (
        <a
          href={`/api/v1/files/${file.id}/original`}
          download
          aria-label={`Download ${file.filename} as it was sent`}
          className={buttonClass("quiet", "sm")}
        >
          <Download aria-hidden className="size-3.5" />
          The file as it was sent
        </a>
      )}
    </details>
  );
}
