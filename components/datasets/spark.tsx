import type { ColumnProfile } from "#lib/datasets/schema.ts";

const WIDTH = 80;
const HEIGHT = 20;

/** A column's distribution at a glance: the histogram of a number or date, the shares of the most frequent values. */
export function Spark({ profile, rowCount }: { profile: ColumnProfile; rowCount: number }) {
  const { histogram, top } = profile;
  if (histogram && histogram.length > 0) return <Bars counts={histogram.map(({ count }) => count)} />;
  if (top && top.length > 0 && rowCount > 0)
    return <Shares counts={top.map(({ count }) => count)} of={rowCount} />;
  return null;
}

function Bars({ counts }: { counts: number[] }) {
  const most = Math.max(...counts, 1);
  const step = WIDTH / counts.length;
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" className="h-5 w-20 shrink-0 text-accent">
      {counts.map((count, at) => {
        const height = count === 0 ? 0.5 : Math.max(1.5, (count / most) * HEIGHT);
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: bins stand in their order
            key={at}
            x={(at * step).toFixed(2)}
            y={(HEIGHT - height).toFixed(2)}
            width={Math.max(0.5, step - 0.75).toFixed(2)}
            height={height.toFixed(2)}
            fill="currentColor"
            opacity={count === 0 ? 0.3 : 0.75}
          />
        );
      })}
    </svg>
  );
}

function Shares({ counts, of }: { counts: number[]; of: number }) {
  let x = 0;
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" className="h-5 w-20 shrink-0 text-accent">
      <rect x="0" y="6" width={WIDTH} height="8" fill="currentColor" opacity="0.12" />
      {counts.slice(0, 6).map((count, at) => {
        const width = (count / of) * WIDTH;
        const start = x;
        x += width;
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: values stand in the order of their frequency
            key={at}
            x={start.toFixed(2)}
            y="6"
            width={Math.max(0.3, width - 0.75).toFixed(2)}
            height="8"
            fill="currentColor"
            opacity={(0.8 - at * 0.11).toFixed(2)}
          />
        );
      })}
    </svg>
  );
}
