import { ChevronDown } from "lucide-react";
import type { MarkKind } from "#lib/charts/change-mark.ts";

const NAMES: Record<MarkKind, string> = {
  bar: "Bars",
  line: "Line",
  area: "Area",
  point: "Dots",
  arc: "Pie",
};

/** Draws the same rows as another kind of chart, of those that fit them. */
export function ChartKind({
  title,
  kind,
  kinds,
  onChange,
}: {
  title: string;
  kind: MarkKind;
  kinds: readonly MarkKind[];
  onChange: (kind: MarkKind) => void;
}) {
  return (
    <span className="relative inline-flex items-center text-muted hover:text-ink">
      <select
        aria-label={`Chart type of ${title}`}
        value={kind}
        onChange={(event) => {
          const chosen = kinds.find((each) => each === event.currentTarget.value);
          if (chosen) onChange(chosen);
        }}
        className="min-h-8 max-sm:min-h-10 pointer-coarse:min-h-10 cursor-pointer appearance-none rounded-md bg-transparent pr-7 pl-2.5 text-sm font-medium hover:bg-hover"
      >
        {kinds.map((each) => (
          <option key={each} value={each} className="bg-raised text-ink">
            {NAMES[each]}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute right-2 size-3.5" />
    </span>
  );
}
