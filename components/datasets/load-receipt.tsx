import { ChevronRight } from "lucide-react";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { formatBytes, formatCount, formatPlural } from "#lib/core/format.ts";
import type { DataFile } from "#lib/datasets/schema.ts";

/** What a load did to a file: what was read, what was noticed, and the fingerprint that proves which bytes they were. */
export function LoadReceipt({ file }: { file: DataFile }) {
  const { receipt, kind } = file;
  if (receipt === null) return null;
  const { fingerprint, row_count, warnings } = receipt;
  const isDerived = kind === "derived";
  const facts: [string, string][] = [
    ["Rows loaded", formatCount(row_count)],
    ["Columns", formatCount(file.columns.length)],
    [
      isDerived ? "Stored" : "Bytes",
      isDerived ? formatBytes(file.byte_size) : `${formatCount(file.byte_size)}, ${file.format}`,
    ],
    ["At", `${file.created_at.slice(0, 16).replace("T", " ")} UTC`],
  ];
  return (
    <details className="group mt-1 px-2.5 text-xs">
      <summary className="inline-flex min-h-7 list-none items-center gap-1 rounded-md px-1.5 text-muted hover:bg-hover hover:text-ink">
        <ChevronRight aria-hidden className="size-3 transition-transform group-open:rotate-90" />
        Receipt, {warnings.length === 0 ? "no warnings" : formatPlural(warnings.length, "warning")}
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
    </details>
  );
}
