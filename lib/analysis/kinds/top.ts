import { z } from "zod";
import { columnName } from "#lib/analysis/schema.ts";
import { columnOf, type Source } from "#lib/analysis/source.ts";
import { quoteIdentifier } from "#lib/engine/quote.ts";
import { aggregateSql, isMeasure, isOfFinite, MEASURES } from "./aggregate-sql.ts";
import { defineKind, type Kind } from "./define-kind.ts";
import type { Check } from "./kind.ts";
import { sayCell, sayGroup } from "./say.ts";
import { byGroups, selectSql } from "./select.ts";

const MOST_ROWS = 1000;
const measures = z.enum(["count", ...Object.keys(MEASURES).filter(isMeasure)]);

const fields = {
  target_column: columnName.optional(),
  by: measures.optional().describe("The aggregate of target_column; sum by default, count without a column."),
  n: z.int().min(1).max(MOST_ROWS).default(10),
};
interface Asked {
  target_column?: string | undefined;
  by?: z.infer<typeof measures> | undefined;
}

/** The groups at one end of the order by an aggregate; ties by the groups, so the same ones each time. */
function ranking(operation: "top" | "bottom", first: "desc" | "asc"): Kind {
  return defineKind({
    operation,
    description: `The n groups with the ${first === "desc" ? "largest" : "smallest"} aggregate; direction turns it round.`,
    fields: { ...fields, direction: z.enum(["asc", "desc"]).default(first) },
    groups: [1, 5],
    charts: ["bar", "arc"],
    outputs: () => ["value"],
    leavesOutNulls: ({ target_column }) => (target_column === undefined ? [] : [target_column]),
    leavesOutNonFinite: ({ target_column, by }) =>
      target_column !== undefined && isOfFinite(by) ? [target_column] : [],
    check: checkMeasure,
    compile({ plan, source, groups }) {
      const value = measureSql(plan, source);
      const select = selectSql({ groups, outputs: [["value", value]], from: source.relation });
      const order = [{ by: "value", direction: plan.direction }, ...byGroups(groups)];
      const terms = order.map(
        ({ by, direction }) => `${quoteIdentifier(by)} ${direction.toUpperCase()} NULLS LAST`,
      );
      const ranked = `${select}\nORDER BY ${terms.join(", ")}\nLIMIT ${plan.n}`;
      return {
        with: [{ name: `${operation}_groups`, sql: ranked }],
        select: `SELECT *\nFROM ${operation}_groups`,
        order,
      };
    },
    say({ rows }, { plan, groups }) {
      const at = groups.length;
      const said = rows.slice(0, 3).map((row) => `${sayGroup(row, at)} (${sayCell(row[at])})`);
      const by = plan.target_column === undefined ? "rows" : `${plan.by ?? "sum"} of ${plan.target_column}`;
      if (said.length === 0) return "There are no groups to rank.";
      return `By ${by}, the ${plan.direction === "desc" ? "largest" : "smallest"} come first: ${said.join(", ")}.`;
    },
  });
}

function checkMeasure({ target_column, by }: Asked, check: Check): void {
  if (by === "count" && target_column === undefined) return;
  if (target_column === undefined) {
    if (by !== undefined) check.fault("target_column", `${by} needs a target_column.`);
    return;
  }
  const measure = by ?? "sum";
  if (measure === "count" || MEASURES[measure].takes === "any") check.column("target_column", target_column);
  else check.number("target_column", target_column);
}

function measureSql({ target_column, by }: Asked, source: Source): string {
  if (target_column === undefined) return "count(*)";
  const column = columnOf(source, target_column);
  return by === "count" ? `count(${quoteIdentifier(column.name)})` : aggregateSql(by ?? "sum", column);
}

export const top = ranking("top", "desc");
export const bottom = ranking("bottom", "asc");
