import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { samples } from "#lib/ingest/samples/catalogue.ts";
import { bikeRides } from "./bike-rides.ts";
import { coffeeSales } from "./coffee-sales.ts";
import { supportTickets } from "./support-tickets.ts";
import { type SampleRow, toCsv } from "./to-csv.ts";

const MAKERS: Record<string, () => SampleRow[]> = {
  "coffee-sales": coffeeSales,
  "bike-rides": bikeRides,
  "support-tickets": supportTickets,
};

const sum = (rows: SampleRow[], column: string) => rows.reduce((all, row) => all + Number(row[column]), 0);
const where = (rows: SampleRow[], match: SampleRow) =>
  rows.filter((row) => Object.entries(match).every(([name, value]) => row[name] === value));
function groupBy(rows: SampleRow[], key: (row: SampleRow) => string): Map<string, SampleRow[]> {
  const groups = new Map<string, SampleRow[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return groups;
}
const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

test.each(samples)(
  "the committed file of $name is what the script makes, with as many rows as promised",
  (sample) => {
    const rows = MAKERS[sample.name]!();
    expect(rows).toHaveLength(sample.row_count);
    expect(readFileSync(`public/samples/${sample.filename}`, "utf8")).toBe(toCsv(rows));
  },
);

test("coffee: the West catches up, cold brew is a summer drink, and one month in the North is an outlier", () => {
  const rows = coffeeSales();
  const west = (year: string) =>
    sum(
      where(rows, { region: "West" }).filter((row) => String(row.date).startsWith(year)),
      "amount",
    );
  expect(west("2025")).toBeGreaterThan(1.7 * west("2023"));
  const cold = (date: string) => sum(where(rows, { product: "Cold brew", date }), "orders");
  expect(cold("2024-07-01")).toBeGreaterThan(3 * cold("2024-01-01"));
  const north = (date: string) => sum(where(rows, { region: "North", date }), "amount");
  expect(north("2024-10-01")).toBeLessThan(0.6 * north("2024-09-01"));
});

test("bikes: members ride on workdays, casual riders at the weekend, and one day stands out", () => {
  const rows = bikeRides();
  const mean = (match: SampleRow) => sum(where(rows, match), "rides") / where(rows, match).length;
  expect(mean({ rider: "member", day_type: "workday" })).toBeGreaterThan(
    mean({ rider: "member", day_type: "weekend" }),
  );
  expect(mean({ rider: "casual", day_type: "weekend" })).toBeGreaterThan(
    mean({ rider: "casual", day_type: "workday" }),
  );
  const days = [...groupBy(rows, (row) => String(row.date))];
  const busiest = days.sort(([, a], [, b]) => sum(b, "rides") - sum(a, "rides"))[0]![0];
  expect(busiest).toBe("2025-05-17");
});

test("tickets: one team is slow, waiting costs satisfaction, and one day brings a flood", () => {
  const rows = supportTickets();
  const hours = (team: string) =>
    median(
      where(rows, { team }).flatMap((row) =>
        row.hours_to_solve === null ? [] : [Number(row.hours_to_solve)],
      ),
    );
  for (const team of ["Accounts", "Billing", "Hardware"])
    expect(hours("Integrations")).toBeGreaterThan(2 * hours(team));
  const rated = rows.filter((row) => row.satisfaction !== null);
  const mood = (slow: boolean) => {
    const some = rated.filter((row) => Number(row.hours_to_solve) > 12 === slow);
    return sum(some, "satisfaction") / some.length;
  };
  expect(mood(false) - mood(true)).toBeGreaterThan(0.7);
  const days = groupBy(rows, (row) => String(row.opened_at).slice(0, 10));
  expect([...days].sort(([, a], [, b]) => b.length - a.length)[0]![0]).toMatch(/^2025-09-(09|10)$/);
});
