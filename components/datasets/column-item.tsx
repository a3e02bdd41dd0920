import { formatCount, formatShare } from "#lib/core/format.ts";
import type { Json } from "#lib/core/schema.ts";
import type { ColumnProfile, FileColumn } from "#lib/datasets/schema.ts";
import { columnFormat, typeLabel } from "./column-format.ts";
import { Spark } from "./spark.tsx";

/** One column of a table: type, what is missing, its distribution; its whole profile when opened. */
export function ColumnItem({
  column,
  profile,
  rowCount,
}: {
  column: FileColumn;
  profile: ColumnProfile | undefined;
  rowCount: number;
}) {
  const label = (
    <>
      <span className="min-w-0 flex-1">
        <span className="block truncate font-mono text-xs text-ink" title={column.name}>
          {column.name}
        </span>
        <span className="figures block truncate text-xs text-muted" title={column.type}>
          {typeLabel(column.type)}
          {profile && profile.nulls > 0 && `, ${formatShare(profile.nulls, rowCount)} missing`}
        </span>
      </span>
      {profile && <Spark profile={profile} rowCount={rowCount} />}
    </>
  );
  if (!profile) return <li className="flex items-center gap-3 px-4 py-1">{label}</li>;
  return (
    <li>
      <details className="group">
        <summary className="flex list-none items-center gap-3 px-4 py-1 hover:bg-hover">{label}</summary>
        <ProfileDetails profile={profile} rowCount={rowCount} />
      </details>
    </li>
  );
}

function ProfileDetails({ profile, rowCount }: { profile: ColumnProfile; rowCount: number }) {
  const { name, type, min, max, mean, distinct, nulls, top } = profile;
  const format = columnFormat(name, type, [min, max, mean]);
  const say = (value: Json) => format.text(value);
  const facts: [string, string][] = [
    ["Different values", formatCount(distinct)],
    ["Missing", `${formatCount(nulls)} of ${formatCount(rowCount)}`],
    ...(min === null ? [] : ([["Smallest", say(min)]] as [string, string][])),
    ...(max === null ? [] : ([["Largest", say(max)]] as [string, string][])),
    ...(mean === null ? [] : ([["Mean", meanText(mean)]] as [string, string][])),
  ];
  return (
    <div className="grid gap-2 px-4 pt-1 pb-3 text-xs">
      <dl className="figures grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5">
        {facts.map(([term, value]) => (
          <div key={term} className="contents">
            <dt className="text-muted">{term}</dt>
            <dd className="min-w-0 truncate text-right" title={value}>
              {value}
            </dd>
          </div>
        ))}
      </dl>
      {top && top.length > 0 && (
        <ul
          aria-label={`Most frequent values of ${name}`}
          className="figures grid gap-0.5 border-t border-line pt-2"
        >
          {top.map(({ value, count }) => (
            <li key={JSON.stringify(value)} className="flex justify-between gap-4">
              <span className="min-w-0 truncate">{say(value)}</span>
              <span className="text-muted">
                {formatCount(count)}, {formatShare(count, rowCount)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function meanText(mean: number): string {
  return columnFormat("mean", "DOUBLE", [mean]).text(mean);
}
