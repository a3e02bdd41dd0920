/**
 * Makes the sample data sets in public/samples: invented, seeded (the same bytes every time), public domain.
 * Run `node scripts/make-samples.ts`; lib/ingest/samples/catalogue.test.ts holds their stories and row counts.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { bikeRides } from "./samples/bike-rides.ts";
import { coffeeSales } from "./samples/coffee-sales.ts";
import { supportTickets } from "./samples/support-tickets.ts";
import { toCsv } from "./samples/to-csv.ts";

const folder = fileURLToPath(new URL("../public/samples/", import.meta.url));
await mkdir(folder, { recursive: true });
for (const [filename, rows] of [
  ["coffee_sales.csv", coffeeSales()],
  ["bike_rides.csv", bikeRides()],
  ["support_tickets.csv", supportTickets()],
] as const) {
  await writeFile(`${folder}${filename}`, toCsv(rows));
  process.stdout.write(`${filename}: ${rows.length} rows\n`);
}
