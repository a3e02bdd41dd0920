import { randomFrom } from "./random.ts";
import type { SampleRow } from "./to-csv.ts";

const PRODUCTS = [
  { name: "Espresso", price: 2.6, share: 0.24, cold: false },
  { name: "Flat white", price: 3.9, share: 0.3, cold: false },
  { name: "Cold brew", price: 4.2, share: 0.14, cold: true },
  { name: "Tea", price: 3.1, share: 0.12, cold: false },
  { name: "Pastry", price: 3.4, share: 0.2, cold: false },
];
/** Orders a month and product before seasons. The West has few shops but grows fast. */
const REGIONS = [
  { name: "North", size: 900, growth: 0 },
  { name: "South", size: 1100, growth: 0.002 },
  { name: "East", size: 700, growth: -0.004 },
  { name: "West", size: 380, growth: 0.03 },
];
const CHANNELS = [
  { name: "Shop", share: 0.72 },
  { name: "App", share: 0.28 },
];

/** Three years of a coffee chain: December peaks, cold brew sells in summer, the West catches up, and one month in the North a machine stood still. */
export function coffeeSales(): SampleRow[] {
  const random = randomFrom(20_260_101);
  const rows: SampleRow[] = [];
  for (let month = 0; month < 36; month++) {
    const date = new Date(Date.UTC(2023, month, 1)).toISOString().slice(0, 10);
    for (const region of REGIONS) {
      for (const product of PRODUCTS) {
        for (const channel of CHANNELS) {
          const broken = region.name === "North" && date === "2024-10-01" && channel.name === "Shop";
          const orders =
            region.size *
            product.share *
            channel.share *
            (1 + region.growth) ** month *
            season(month % 12, product.cold) *
            Math.max(0.7, random.normal(1, 0.06)) *
            (broken ? 0.15 : 1);
          const count = Math.round(orders);
          const amount = Math.round(count * product.price * random.normal(1, 0.02) * 100) / 100;
          rows.push({
            date,
            region: region.name,
            channel: channel.name,
            product: product.name,
            orders: count,
            amount,
          });
        }
      }
    }
  }
  return rows;
}

function season(month: number, cold: boolean): number {
  const summer = Math.cos(((month - 6.5) / 12) * 2 * Math.PI);
  if (cold) return 1 + 0.75 * summer;
  return 1 - 0.12 * summer + (month === 11 ? 0.3 : 0);
}
