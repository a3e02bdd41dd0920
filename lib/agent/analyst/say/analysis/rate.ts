import type { Analysis, Request } from "#lib/agent/analyst/intent.ts";
import { isPresent, sayGroup } from "#lib/agent/analyst/say/cell.ts";
import { conditionLabel, underConditions } from "#lib/agent/analyst/say/conditions.ts";
import { sayList, sayShare } from "#lib/agent/analyst/say/number.ts";
import type { ResultView } from "#lib/results/schema.ts";
import { rowsOf } from "./parts.ts";

const LISTED = 6;

/** The share of each group or period: all of them when they are few, else the ends. */
export function sayRates(
  request: Request,
  { condition, along }: Extract<Analysis, { operation: "rate" }>,
  result: ResultView,
): string[] {
  const what = `the share of rows with ${conditionLabel(condition)}`;
  const parts = [...request.groups, ...(along ? [along] : [])];
  const known = rowsOf(result)
    .filter(({ value }) => isPresent(value))
    .map((row) => ({
      value: row.value,
      name: parts
        .map((part) => sayGroup(part === along ? row.period : row[part.column.name], part.grain))
        .join(" / "),
    }));
  const sorted = known.toSorted((a, b) => Number(b.value) - Number(a.value));
  const [highest] = sorted;
  const lowest = sorted.at(-1);
  if (!highest || !lowest) return [underConditions(request, "there are no rows to take a share of.")];
  if (result.rows.length < result.row_count) return [underConditions(request, `${what} is in the table.`)];
  const all = (along ? known : sorted).map(({ name, value }) => `${sayShare(value)} for ${name}`);
  const said =
    known.length <= LISTED
      ? `is ${sayList(all)}`
      : `is highest for ${highest.name} (${sayShare(highest.value)}) and lowest for ${lowest.name} (${sayShare(lowest.value)})`;
  return [underConditions(request, `${what} ${said}.`)];
}
