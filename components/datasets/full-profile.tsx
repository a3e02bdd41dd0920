"use client";

import { MessageSquareText } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { formatCount, formatPlural, formatShare } from "#lib/core/format.ts";
import type { Json } from "#lib/core/schema.ts";
import type { ColumnProfile } from "#lib/datasets/schema.ts";
import { type ColumnFormat, columnFormat, typeLabel } from "./column-format.ts";
import { Histogram } from "./histogram.tsx";

/** From here on a profile's number of different values is estimated (about 2 %). */
const COUNTED_ROWS = 100_000;

/** All that is known of a column. */
export default function FullProfile({
  profile,
  rowCount,
  onAsk,
}: {
  profile: ColumnProfile;
  rowCount: number;
  onAsk?: (question: string) => void;
}) {
  const { name, type, min, max, histogram, top } = profile;
  const format = columnFormat(name, type, [min, max, ...(top ?? []).map(({ value }) => value)]);
  return (
    <div className="grid gap-4 text-sm">
      <p className="-mt-2 text-muted">
        {typeLabel(type)} <span className="font-mono text-xs">{type}</span>
      </p>
      {histogram && histogram.length > 0 && <Histogram bins={histogram} name={name} type={type} />}
      <dl className="figures grid grid-cols-[auto_1fr] gap-x-6 gap-y-1">
        {factsOf(profile, rowCount, format).map(([term, value]) => (
          <div key={term} className="contents">
            <dt className="text-muted">{term}</dt>
            <dd className="min-w-0 text-right break-words">{value}</dd>
          </div>
        ))}
      </dl>
      {top && top.length > 0 && <TopValues name={name} top={top} rowCount={rowCount} format={format} />}
      {onAsk && (
        <div>
          <Button size="sm" onClick={() => onAsk(`What stands out in ${name}?`)}>
            <MessageSquareText aria-hidden className="size-4 text-accent" />
            Ask about this column
          </Button>
        </div>
      )}
    </div>
  );
}

function factsOf(profile: ColumnProfile, rowCount: number, format: ColumnFormat): [string, string][] {
  const { distinct, nulls, min, max, mean } = profile;
  const about = rowCount > COUNTED_ROWS ? "about " : "";
  const facts: [string, string | null][] = [
    ["Rows", formatCount(rowCount)],
    ["Missing", nulls === 0 ? "none" : `${formatCount(nulls)}, ${formatShare(nulls, rowCount)}`],
    ["Different values", `${about}${formatCount(distinct)}`],
    ["Smallest", min === null ? null : format.text(min)],
    ["Largest", max === null ? null : format.text(max)],
    ["Mean", mean === null ? null : columnFormat("mean", "DOUBLE", [mean]).text(mean)],
  ];
  return facts.flatMap(([term, value]): [string, string][] => (value === null ? [] : [[term, value]]));
}

function TopValues({
  name,
  top,
  rowCount,
  format,
}: {
  name: string;
  top: readonly { value: Json; count: number }[];
  rowCount: number;
  format: ColumnFormat;
}) {
  const most = top[0]?.count ?? 1;
  const shown = top.reduce((sum, { count }) => sum + count, 0);
  return (
    <div className="border-t border-line pt-3">
      <h3 className="mb-1.5 font-medium">Most frequent values</h3>
      <ul aria-label={`Most frequent values of ${name}`} className="figures grid gap-1">
        {top.map(({ value, count }) => (
          <li key={JSON.stringify(value)} className="relative flex justify-between gap-4 px-1.5 py-0.5">
            <span
              aria-hidden
              className="absolute inset-y-0 left-0 rounded-sm bg-tint"
              style={{ width: `${Math.max(1, (count / most) * 100)}%` }}
            />
            <span className="relative min-w-0 truncate" title={format.text(value)}>
              {value === "" ? <i className="text-muted">empty text</i> : format.text(value)}
            </span>
            <span className="relative shrink-0 text-muted">
              {formatCount(count)}, {formatShare(count, rowCount)}
            </span>
          </li>
        ))}
      </ul>
      {shown < rowCount && (
        <p className="figures mt-1.5 px-1.5 text-xs text-muted">
          {formatPlural(rowCount - shown, "other row")}, missing values among them
        </p>
      )}
    </div>
  );
}
