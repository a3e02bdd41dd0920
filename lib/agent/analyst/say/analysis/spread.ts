import type { Column } from "#lib/agent/analyst/catalog.ts";
import { columnLabel } from "#lib/agent/analyst/column-label.ts";
import type { Request } from "#lib/agent/analyst/intent.ts";
import { isPresent, sayCell, sayGroup } from "#lib/agent/analyst/say/cell.ts";
import { underConditions } from "#lib/agent/analyst/say/conditions.ts";
import { decimalsFor } from "#lib/agent/analyst/say/number.ts";
import type { ResultView } from "#lib/results/schema.ts";

const LISTED = 6;

/** Where the middle half of each group lies, and its median: of few groups. */
export function saySpread(
  request: Request,
  { column }: { column: Column },
  { rows, row_count }: ResultView,
): string[] {
  const at = request.groups.length;
  const label = columnLabel(column);
  const known = rows.filter((row) => isPresent(row[at + 2]));
  if (known.length === 0) return [underConditions(request, `there are no values of ${label}.`)];
  if (row_count > LISTED)
    return [
      underConditions(request, `the ends, quartiles and median of ${label} of each group are in the table.`),
    ];
  const decimals = decimalsFor(known.flatMap((row) => row.slice(at, at + 5)));
  const said = known.map((row) => {
    const [, lower, median, upper] = row.slice(at, at + 4).map((cell) => sayCell(cell, decimals));
    const name = request.groups.map(({ grain }, i) => sayGroup(row[i], grain)).join(" / ");
    return `between ${lower} and ${upper} for ${name} (median ${median})`;
  });
  return [underConditions(request, `the middle half of ${label} lies ${said.join(", ")}.`)];
}
