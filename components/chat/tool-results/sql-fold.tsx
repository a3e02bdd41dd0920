"use client";

import { ChevronRight } from "lucide-react";
import { CopyButton } from "#components/ui/copy-button.tsx";

/** The query behind a result, one click away. */
export function SqlFold({ sql, label = "SQL" }: { sql: string; label?: string }) {
  return (
    <details className="group min-w-0 open:order-last open:basis-full">
      <summary className="inline-flex min-h-8 max-sm:min-h-10 pointer-coarse:min-h-10 list-none items-center gap-1 rounded-md px-2 text-sm font-medium text-muted hover:bg-hover hover:text-ink">
        <ChevronRight aria-hidden className="size-3.5 transition-transform group-open:rotate-90" />
        {label}
      </summary>
      <div className="relative mt-1 rounded-md border border-line bg-surface">
        <pre className="overflow-x-auto p-3 pr-24 font-mono text-sm leading-relaxed whitespace-pre-wrap">
          <code>{sql.trim()}</code>
        </pre>
        <div className="absolute top-1 right-1">
          <CopyButton text={sql} label="Copy SQL" />
        </div>
      </div>
    </details>
  );
}
