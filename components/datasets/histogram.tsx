import { formatCount } from "#lib/core/format.ts";
import type { Json } from "#lib/core/schema.ts";
import { columnFormat } from "./column-format.ts";

const [WIDTH, HEIGHT] = [420, 120];

/** A column's distribution with its scales: bars by equal widths, the ends below, the highest count beside. */
export function Histogram({
  bins,
  name,
  type,
}: {
  bins: readonly { start: Json; end: Json; count: number }[];
  name: string;
  type: string;
}) {
  const most = Math.max(...bins.map(({ count }) => count), 1);
  const step = WIDTH / bins.length;
  const edges = [...bins.map(({ start }) => start), bins.at(-1)?.end ?? null];
  const format = columnFormat(name, type, edges);
  const ticks = [0, Math.floor(bins.length / 2), bins.length].map((at) => format.text(edges[at] ?? null));
  return (
    <figure aria-label={`Distribution of ${name}`} className="figures grid grid-cols-[auto_1fr] gap-x-2">
      <div className="flex h-30 flex-col justify-between text-right text-xs leading-none text-muted">
        <span title="Rows in the fullest bar">{formatCount(most)}</span>
        <span>0</span>
      </div>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${bins.length} bars from ${ticks[0]} to ${ticks[2]}; the fullest holds ${formatCount(most)} rows`}
        className="h-30 w-full border-b border-edge text-accent"
      >
        <line x1="0" x2={WIDTH} y1="0.5" y2="0.5" className="stroke-line" />
        {bins.map(({ start, end, count }, at) => {
          const height = count === 0 ? 0 : Math.max(1.5, (count / most) * HEIGHT);
          return (
            <rect
              key={JSON.stringify(start)}
              x={(at * step + 0.75).toFixed(2)}
              y={(HEIGHT - height).toFixed(2)}
              width={Math.max(1, step - 1.5).toFixed(2)}
              height={height.toFixed(2)}
              fill="currentColor"
              opacity="0.8"
            >
              <title>{`${format.text(start)} to ${format.text(end)}: ${formatCount(count)} rows`}</title>
            </rect>
          );
        })}
      </svg>
      <div className="col-start-2 mt-1 flex justify-between text-xs text-muted">
        {ticks.map((tick, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the ends of a scale stand where they stand
          <span key={at}>{tick}</span>
        ))}
      </div>
      <figcaption className="col-start-2 text-center text-xs text-muted">{name}, rows per bar</figcaption>
    </figure>
  );
}
