import { daysFrom, type Random, randomFrom } from "./random.ts";
import type { SampleRow } from "./to-csv.ts";

const WEATHERS = ["clear", "cloudy", "rain", "snow"];

/** Two years of a city's rented bikes, day by day: summer and dry days win, commuters rest at the weekend, and one day in May a festival doubled everything. */
export function bikeRides(): SampleRow[] {
  const random = randomFrom(20_260_202);
  return daysFrom("2024-01-01", 731).flatMap((date, index) => {
    const warm = Math.cos(((index - 200) / 365.25) * 2 * Math.PI);
    const temperature = Math.round(random.normal(11 + 11 * warm, 3) * 10) / 10;
    const drawn = weatherOf(random, temperature);
    const weekend = [0, 6].includes(new Date(date).getUTCDay());
    const festival = date === "2025-05-17";
    const weather = festival ? "clear" : drawn;
    return ["member", "casual"].map((rider) => {
      const base = rider === "member" ? (weekend ? 420 : 800) : weekend ? 520 : 210;
      const comfort = Math.max(0.15, 0.35 + 0.65 / (1 + Math.exp(-(temperature - 10) / 4)));
      const wet = { clear: 1, cloudy: 0.92, rain: rider === "member" ? 0.62 : 0.35, snow: 0.2 }[weather] ?? 1;
      const noise = Math.max(0.6, random.normal(1, 0.08));
      const rides = Math.round(base * comfort * wet * noise * (festival ? 2.8 : 1));
      const minutes = random.normal(rider === "member" ? 12.5 : 27, 1.4) * (wet < 0.7 ? 0.9 : 1);
      return {
        date,
        day_type: weekend ? "weekend" : "workday",
        weather,
        temperature_c: temperature,
        rider,
        rides,
        average_minutes: Math.round(minutes * 10) / 10,
      };
    });
  });
}

function weatherOf(random: Random, temperature: number): string {
  const snow = temperature < 2 ? 0.25 : 0;
  return random.pick(WEATHERS, [0.42, 0.33, 0.25 - snow / 2, snow]);
}
